package io.barograph.example.hotel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** One route that is fast enough, one that is slow on purpose, and one that fails. */
@RestController
final class FrontDesk {
  private static final Duration LOOK_INTO_THE_BOOK = Duration.ofMillis(60);
  private static final Duration SEARCH_FOR_A_KEY = Duration.ofMillis(600);

  @GetMapping("/hotel/{id}")
  Mono<Map<String, String>> hotel(@PathVariable String id) {
    return Mono.delay(LOOK_INTO_THE_BOOK).map(ignored -> Map.of("id", id, "name", "Hotel " + id));
  }

  @GetMapping("/hotel/{id}/rooms")
  Mono<List<Integer>> rooms(@PathVariable String id) {
    return Mono.delay(SEARCH_FOR_A_KEY).map(ignored -> List.of(101, 102, 203));
  }

  @PostMapping("/hotel/{id}/booking")
  Mono<Void> book(@PathVariable String id) {
    IllegalStateException full = new IllegalStateException("no room is left in hotel " + id);
    return Mono.delay(LOOK_INTO_THE_BOOK).then(Mono.error(full));
  }
}
