package io.barograph.ingest.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.records.GroupIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExceptionFingerprintTest {
  private static final String NODE =
      """
      TypeError: Cannot read properties of undefined (reading 'price')
          at total (/srv/releases/20261101/app/src/cart.js:41:17)
          at /srv/releases/20261101/app/src/routes.js:12:5
          at Layer.handle (/srv/releases/20261101/app/node_modules/express/lib/router/layer.js:95:5)
          at async next (node:internal/process/task_queues:95:5)
      """;

  private static final String NODE_NEXT_RELEASE =
      """
      TypeError: Cannot read properties of undefined (reading 'price')
          at total (/opt/web-2.0/app/src/cart.js:44:9)
          at /opt/web-2.0/app/src/routes.js:13:5
          at Layer.handle [as handle_request] (/opt/web-2.0/app/node_modules/express/lib/router/layer.js:101:7)
          at async next (node:internal/process/task_queues:105:5)
      """;

  private static final String JAVA =
      """
      java.lang.IllegalStateException: order 4711 is closed
      \tat com.example.shop.Orders.lambda$close$3(Orders.java:88)
      \tat java.base/java.util.Optional.map(Optional.java:260)
      \tat com.example.shop.Orders$$SpringCGLIB$$0.close(<generated>)
      \tat org.springframework.web.method.support.InvocableHandlerMethod.doInvoke(InvocableHandlerMethod.java:258)
      \tat com.example.shop.OrderHandler.handle(OrderHandler.java:31)
      Caused by: java.io.IOException: reset
      \tat com.example.Other.read(Other.java:1)
      """;

  private static final String JAVA_NEXT_RELEASE =
      """
      java.lang.IllegalStateException: order 9 is closed
      \tat com.example.shop.Orders.lambda$close$4(Orders.java:91)
      \tat java.base/java.util.Optional.map(Optional.java:262)
      \tat com.example.shop.Orders$$SpringCGLIB$$1.close(<generated>)
      \tat com.example.shop.OrderHandler.handle(OrderHandler.java:35)
      """;

  private static GroupIdentity group(String type, String message, String stack) {
    return ExceptionFingerprint.group("shop", type, message, List.of(), stack, "");
  }

  @Test
  void aNodeStackStaysInItsGroupOverReleasesAndHosts() {
    GroupIdentity group = group("TypeError", NODE.lines().findFirst().orElseThrow(), NODE);
    GroupIdentity later =
        group("TypeError", NODE_NEXT_RELEASE.lines().findFirst().orElseThrow(), NODE_NEXT_RELEASE);
    assertThat(later).isEqualTo(group);
    assertThat(group.message())
        .isEqualTo("TypeError: Cannot read properties of undefined (reading <string>)");
  }

  @Test
  void aJavaStackStaysInItsGroupOverReleasesAndOrders() {
    GroupIdentity group = group("IllegalStateException", "order 4711 is closed", JAVA);
    assertThat(group("IllegalStateException", "order 9 is closed", JAVA_NEXT_RELEASE))
        .isEqualTo(group);
    assertThat(group.message()).isEqualTo("order <number> is closed");
  }

  @Test
  void idsStayTheSameOverVersionsOfBarograph() {
    assertThat(group("E", "m", "").id()).isEqualTo(group("E", "m", "").id()).hasSize(16);
    assertThat(ExceptionFingerprint.group("j", "E", "m", List.of(), "", "mine").id())
        .isEqualTo("08c61e4873e5f695");
    assertThat(group("TypeError", "x is undefined", NODE).id()).isEqualTo("ceb0a8d4c794b059");
    assertThat(group("IllegalStateException", "order 4711 is closed", JAVA).id())
        .isEqualTo("a769e39ca287801a");
  }

  @Test
  void anotherPlaceTypeOrJobIsAnotherGroup() {
    GroupIdentity group = group("TypeError", "x", NODE);
    assertThat(group("TypeError", "x", NODE.replace("at total", "at tax"))).isNotEqualTo(group);
    assertThat(group("RangeError", "x", NODE)).isNotEqualTo(group);
    assertThat(ExceptionFingerprint.group("other", "TypeError", "x", List.of(), NODE, ""))
        .isNotEqualTo(group);
  }

  @Test
  void callsOfLibrariesDoNotTellGroupsApartWhereTheProgramHasItsOwn() {
    assertThat(group("TypeError", "x", NODE.replace("Layer.handle", "Layer.match")))
        .isEqualTo(group("TypeError", "x", NODE));
  }

  @Test
  void whatTheSenderGroupsByWins() {
    GroupIdentity one = ExceptionFingerprint.group("j", "A", "x", List.of(), NODE, "mine");
    assertThat(ExceptionFingerprint.group("j", "B", "y", List.of(), JAVA, "mine").id())
        .isEqualTo(one.id());
  }

  @Test
  void framesComeBeforeTheTextOfTheStack() {
    List<Frame> frames = List.of(new Frame("total", "src/cart.js", true));
    assertThat(ExceptionFingerprint.group("j", "A", "x", frames, NODE, ""))
        .isEqualTo(ExceptionFingerprint.group("j", "A", "x", frames, JAVA, ""));
  }

  @Test
  void longAndOddTextsTakeNoTime() {
    String odd = "'\"`(((at ".repeat(3_000) + "a".repeat(5_000) + "/".repeat(5_000);
    assertThat(group(odd, odd, "at " + odd + "\n" + odd).id()).hasSize(16);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "user 17 has 3.5 items,user <number> has <number> items",
        "no 123e4567-e89b-12d3-a456-426614174000 here,no <uuid> here",
        "at 0x7fff and deadbeef01,at <hex> and <hex>",
        "open /var/lib/x.db: denied,open <path>: denied",
        "GET https://shop.example/a?b=1 failed,GET <address> failed",
        "isn't 'a b' here,isn't <string> here",
        "plain words stay,plain words stay"
      })
  void messagesAreFolded(String message, String folded) {
    assertThat(FoldedText.message(message)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/app/dist/main.4f3a9c1b.js,dist/main.js",
    "/app/node_modules/pkg@4.18.2/index.js,pkg/index.js",
    "C:\\app\\src\\cart.js,src/cart.js",
    "webpack:///./src/cart.js?a1b2,src/cart.js",
    "Orders.java,Orders.java",
    "/,''",
    "'',''"
  })
  void filesLoseWhatDependsOnTheBuild(String file, String folded) {
    assertThat(FoldedText.file(file)).isEqualTo(folded);
  }
}
