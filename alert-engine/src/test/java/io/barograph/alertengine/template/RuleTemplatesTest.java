package io.barograph.alertengine.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.promql.value.VectorElement;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleTemplatesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final VectorElement ELEMENT =
      new VectorElement(
          Labels.of("__name__", "m", "job", "x", "instance", "a.example:9100"), 0, 1_234_567);

  private final RuleTemplates templates =
      new RuleTemplates(
          (query, _) ->
              query.equals("none")
                  ? List.of()
                  : List.of(
                      new VectorElement(Labels.of("host", "b"), 0, 2),
                      new VectorElement(Labels.of("host", "a"), 0, 1)),
          Labels.of("region", "eu"),
          URI.create("http://barograph.example/sub"));

  private String expand(String template) {
    return templates.expand("A", template, ELEMENT, NOW);
  }

  /** Promtool 2.42 prints the same, where it knows the function. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          {{ $value }} ¦ 1.234567e+06
          {{ $value | humanize }} ¦ 1.235M
          {{ printf "%d %v %s %.2f" $value $value $value $value }} ¦ %!d(float64=1.234567e+06) 1.234567e+06 %!s(float64=1.234567e+06) 1234567.00
          {{ $labels }} ¦ map[__name__:m instance:a.example:9100 job:x]
          [{{ $labels.nope }}] {{ .Labels.job }} ¦ [] x
          {{ 1000000.0 }} {{ 1234567 }} {{ 1e21 }} {{ true }} ¦ 1e+06 1234567 1e+21 true
          {{ print 1 2 "a" 3 }} ¦ 1 2a3
          {{ humanize 0.0 }} {{ humanize 0.00123 }} {{ humanize -1500.0 }} {{ humanize "NaN" }} ¦ 0 1.23m -1.5k NaN
          {{ humanize1024 1048576.0 }} {{ humanize1024 0.5 }} ¦ 1Mi 0.5
          {{ humanizeDuration 0.0 }} {{ humanizeDuration 3661.0 }} {{ humanizeDuration 90061.0 }} {{ humanizeDuration 0.0015 }} {{ humanizeDuration -61.0 }} {{ humanizeDuration 12.3456 }} ¦ 0s 1h 1m 1s 1d 1h 1m 1s 1.5ms -1m 1s 12.35s
          {{ humanizePercentage 0.123456 }} ¦ 12.35%
          {{ humanizeTimestamp 1435065584.128 }} ¦ 2015-06-23 13:19:44.128 +0000 UTC
          {{ if gt $value 1.0 }}high{{ else }}low{{ end }} ¦ high
          {{ range $i, $e := query "up" }}{{ $i }}={{ $e.Labels.host }} {{ end }}. ¦ 0=b 1=a .
          {{ with query "up" | sortByLabel "host" | first }}{{ .Value }} {{ . | label "host" }}{{ end }} ¦ 1 a
          {{ range query "none" }}x{{ else }}nothing{{ end }} ¦ nothing
          {{ reReplaceAll "(.*):[0-9]+" "$1!" $labels.instance }} ¦ a.example!
          {{ stripPort $labels.instance }} {{ stripDomain $labels.instance }} ¦ a.example a:9100
          {{ toUpper "a" }}{{ title "b c" }} {{ match "^a" $labels.instance }} ¦ AB C true
          {{ $externalLabels.region }} {{ externalURL }} {{ pathPrefix }} ¦ eu http://barograph.example/sub /sub
          {{ define "t" }}<{{ .arg0 }}>{{ end }}{{ template "t" (args $labels.job) }} {{ tmpl "t" (args 1) }} ¦ <x> <1>
          {{- /* a comment */ -}} x {{- " y" -}}    z ¦ x yz
          {{ $x := 1 }}{{ range $i := query "up" }}{{ $x = 2 }}{{ end }}{{ $x }} ¦ 2
          {{ eq $labels.job "y" "x" }} {{ and 1 0 2 }} {{ or 0 "" "z" }} {{ not 1 }} {{ len "äb" }} ¦ true 0 z false 3
          {{ index $labels "job" }} {{ slice "abcdef" 1 3 }} {{ 0x1F }} {{ 'a' }} ¦ x bc 31 97
          {{ printf "|%5d|%-5s|%05.1f|%q|%x|%t|%%" 42 "ab" 3.14159 "q" 255 true }} ¦ |   42|ab   |003.1|"q"|ff|true|%
          {{ printf "%d" }} {{ printf "x" 1 }} ¦ %!d(MISSING) x%!(EXTRA int=1)
          """)
  void printsWhatPrometheusPrints(String template, String expected) {
    assertThat(expand(template)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          {{ nope }} ¦ template: __alert_A:1: function "nope" not defined
          {{ $nope }} ¦ template: __alert_A:1: undefined variable "$nope"
          {{ if }}x{{ end }} ¦ template: __alert_A:1: missing value for if
          {{ .Labels ¦ template: __alert_A:1: unclosed action
          {{ if true }} ¦ template: __alert_A:1: unexpected EOF
          {{ end }} ¦ template: __alert_A:1: unexpected {{end}}
          {{ "a ¦ template: __alert_A:1: unterminated quoted string
          {{ break }} ¦ template: __alert_A:1: {{break}} outside {{range}}
          """)
  void saysWhereATemplateIsWrong(String template, String problem) {
    assertThat(RuleTemplates.problem("A", template)).hasValue(problem);
    assertThat(expand(template))
        .isEqualTo(
            "<error expanding template: error executing template __alert_A: " + problem + ">");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          {{ define "t" }}{{ template "t" . }}{{ end }}{{ template "t" . }} ¦ exceeded maximum template depth (100)
          {{ define "t" }}{{ tmpl "t" . }}{{ end }}{{ tmpl "t" . }} ¦ exceeded maximum template depth (50)
          {{ range $i := 100000000 }}{{ end }} ¦ more than 1000000 steps
          {{ range $i := 900000 }}xxxxxxxxxxxxxxxx{{ end }} ¦ more than 1048576 characters of output
          {{ printf "%1000000000d" 1 }} ¦ width or precision beyond 10000
          {{ .Nope }} ¦ can't evaluate field Nope in type template.AlertTemplateData
          {{ first (query "none") }} ¦ first() called on vector with no elements
          {{ humanize "x" }} ¦ strconv.ParseFloat: parsing "x": invalid syntax
          {{ reReplaceAll "(" "" "x" }} ¦ missing closing )
          """)
  void boundsAndFailuresAreErrorsInTheText(String template, String reason) {
    assertThat(expand(template))
        .startsWith("<error expanding template: error executing template __alert_A: template:")
        .contains(reason);
  }

  @Test
  void anyTextIsATemplateOrSaysWhyNot() {
    String[] words = {
      "{{",
      "}}",
      "{{-",
      "-}}",
      " ",
      "if",
      "else",
      "end",
      "range",
      "with",
      "define",
      "template",
      "\"t\"",
      "`",
      "'",
      "$",
      "$x",
      ":=",
      "=",
      ",",
      "|",
      "(",
      ")",
      ".",
      ".a",
      "1",
      "1e",
      "0x",
      "printf",
      "\"%",
      "/*",
      "*/",
      "\n",
      "break",
      "block",
      "nil",
      "index",
      "slice",
      "-1",
      "tmpl"
    };
    SplittableRandom random = new SplittableRandom(9480);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder template = new StringBuilder("{{");
      int length = random.nextInt(1, 25);
      for (int i = 0; i < length; i++) {
        template
            .append(words[random.nextInt(words.length)])
            .append(random.nextBoolean() ? " " : "");
      }
      assertThat(expand(template.toString())).isNotNull();
    }
  }
}
