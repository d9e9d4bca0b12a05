package io.barograph.queryapi;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * Some items of a longer list.
 *
 * @param all the list
 * @param position of the first item on the page
 */
record ServicePage<T>(List<T> all, int position, int limit) {
  ServicePage {
    position = Math.min(position, all.size());
  }

  List<T> items() {
    return all.subList(position, end());
  }

  private int end() {
    return Math.min(all.size(), position + limit);
  }

  void writeNext(JsonGenerator json, ServiceQuestion question) {
    if (end() < all.size()) {
      ServiceCursor next =
          new ServiceCursor(question.window().from(), question.window().to(), end());
      json.writeStringProperty("nextCursor", next.text());
    }
  }
}
