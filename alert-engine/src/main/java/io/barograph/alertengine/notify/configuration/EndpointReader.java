package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpEndpoint.Authorization;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads where to post and as whom: a URL and Alertmanager's {@code http_config}. */
final class EndpointReader {
  private static final List<String> NOT_BUILT_IN =
      List.of("tls_config", "oauth2", "proxy_url", "proxy_from_environment", "no_proxy");

  private final SecretReader secrets;

  EndpointReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * Takes {@code urlField} (or its file) and {@code http_config}.
   *
   * @param otherwise the URL that holds where there is none, or null
   * @param globalHttp the {@code http_config} that holds where there is none, or null
   */
  HttpEndpoint take(
      YamlFields fields,
      YamlValue place,
      String urlField,
      @Nullable Secret otherwise,
      @Nullable Authorization globalHttp) {
    Optional<YamlValue> config = fields.take("http_config");
    Secret url =
        secrets
            .take(fields, urlField)
            .or(() -> Optional.ofNullable(otherwise))
            .orElseThrow(() -> place.wrong("field \"%s\" is missing".formatted(urlField)));
    Authorization authorization = config.isPresent() ? authorization(config.get()) : globalHttp;
    HttpEndpoint endpoint = new HttpEndpoint(url, authorization);
    if (url instanceof Secret.Text) {
      check(endpoint, place, urlField);
    }
    return endpoint;
  }

  private static void check(HttpEndpoint endpoint, YamlValue place, String field) {
    try {
      endpoint.uri();
    } catch (NotifyException e) {
      throw place.wrong("field \"%s\": %s".formatted(field, e.getMessage()));
    }
  }

  /** What an {@code http_config} says for the header of that name. */
  @Nullable Authorization authorization(YamlValue config) {
    YamlFields fields = config.fields();
    if (fields.take("follow_redirects", YamlValue::flag, false)) {
      throw fields
          .place("follow_redirects")
          .wrong("redirects are not followed; set it to false and give the final URL");
    }
    fields.take("enable_http2", YamlValue::flag, false);
    for (String name : NOT_BUILT_IN) {
      fields.refuse(name, "not built in; forward to an Alertmanager for that");
    }
    Authorization found = takeAuthorization(fields);
    fields.end();
    return found;
  }

  /** Takes the fields that say as whom to come, at most one kind of them. */
  @Nullable Authorization takeAuthorization(YamlFields fields) {
    Optional<Authorization> basic = fields.take("basic_auth").map(this::basic);
    Optional<Authorization> token = fields.take("authorization").map(this::token);
    Optional<Authorization> bearer =
        secrets
            .take(fields, "bearer_token")
            .map(secret -> new Authorization.Token("Bearer", secret));
    return basic.or(() -> token).or(() -> bearer).orElse(null);
  }

  private Authorization basic(YamlValue value) {
    YamlFields fields = value.fields();
    String user = fields.take("username", YamlValue::text, "");
    Secret password = secrets.take(fields, "password").orElse(Secret.of(""));
    fields.end();
    return new Authorization.Basic(user, password);
  }

  private Authorization token(YamlValue value) {
    YamlFields fields = value.fields();
    String scheme = fields.take("type", YamlValue::text, "Bearer");
    Secret token =
        secrets
            .take(fields, "credentials")
            .orElseThrow(() -> value.wrong("field \"credentials\" is missing"));
    fields.end();
    return new Authorization.Token(scheme, token);
  }
}
