package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.vertx.config.front.ListenConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of a configuration that come from the environment. */
class VariablesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOST", "10.0.0.7", "PORT", "9090", "EMPTY", "", "NUMBER", "08", "TWO", "a\nb");

  private static MediaRoutingConfig parse(String more) {
    String servers = "servers: [{role: origin, url: 'http://${HOST}:${PORT}/'}]\n";
    return ConfigLoader.parse(servers + more, "f.yaml", DurableKind.NONE, ENVIRONMENT::get);
  }

  @Test
  void aVariable_standsInAnyValue_evenQuotedOrBesideText() {
    assertThat(parse("").servers().get(0).server().url()).hasToString("http://10.0.0.7:9090/");
    assertThat(parse("cors: {headers: ['X-${PORT}']}").cors().headers()).containsExactly("X-9090");
  }

  @Test
  void aNumber_isOneWhereOneIsExpected_quotedOrNot_andTextElsewhere() {
    assertThat(parse("listen: {port: '${PORT}', h2c: '${H2C:-false}'}").listen())
        .extracting(ListenConfig::port, ListenConfig::h2c)
        .containsExactly(9090, false);
    assertThat(parse("limits:\n  slowestClient: ${PORT}").limits().slowestClient()).isEqualTo(9090);
    assertThat(parse("durable:\n  user: ${PORT}").durable().user()).isEqualTo("9090");
    assertThat(parse("durable:\n  user: ${NUMBER}").durable().user()).isEqualTo("08");
  }

  @Test
  void withoutAValue_itsTextHolds() {
    assertThat(parse("prefix: ${PREFIX:-/m}").prefix()).isEqualTo("/m");
    assertThat(parse("prefix: ${EMPTY:-/m}").prefix()).isEqualTo("/m");
    assertThat(parse("fallback: ${NONE:-}").fallback()).isNull();
  }

  @Test
  void oneThatIsNotSet_isNamedWithItsKeyAndLine_andNothingElseIsSaidOfIt() {
    assertThatThrownBy(() -> parse("listen:\n  port: ${PROT}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "f.yaml:3: listen.port: the variable PROT is not set (expected: one of the environment,"
                + " or ${PROT:-text})");
  }

  @Test
  void twoDollars_areOne_andOtherBracesStay() {
    assertThat(parse("accessLog: /l/$${HOST}").accessLog().file()).isEqualTo("/l/${HOST}");
    assertThat(parse("accessLog: /l/${a b}$HOST").accessLog().file()).isEqualTo("/l/${a b}$HOST");
  }

  @Test
  void aVariableOfSeveralLines_isRefused() {
    assertThatThrownBy(() -> parse("accessLog: ${TWO}"))
        .hasMessageContaining("one line without control characters");
  }

  @Test
  void aValueFromElsewhere_isNoWayIntoTheEnvironment() {
    var server =
        new io.vertx.core.json.JsonObject().put("role", "origin").put("url", "http://${HOME}/");

    assertThatThrownBy(() -> MediaRoutingConfig.server(server)).isInstanceOf(ConfigException.class);
  }
}
