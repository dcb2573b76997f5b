package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.config.tree.ConfigException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text gives a configuration or a ConfigException, nothing else. */
class ConfigFuzzTest {
  private static final List<String> EXAMPLE_LINES = ExampleConfig.text().lines().toList();

  private static void parse(String text) {
    try {
      assertThat(MediaRoutingConfig.parse(text, "f.yaml").servers()).isNotEmpty();
    } catch (ConfigException e) {
      assertThat(e.errors()).isNotEmpty();
      assertThat(e.getMessage().lines()).hasSize(e.errors().size());
    }
  }

  @Property(tries = 300)
  void anyText(@ForAll String text) {
    parse(text);
  }

  @Property(tries = 500)
  void anyYamlLikeText(@ForAll("tokens") String text) {
    parse(text);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of(
            ":",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "&a ",
            "*a",
            "!!int ",
            "!x ",
            "|\n",
            "'",
            "\"",
            "#",
            "? ",
            "%YAML 9999999999.1\n",
            "---\n",
            "...\n",
            "<<: ",
            "\t",
            "~",
            "\\U00110000",
            "servers",
            "role",
            "origin",
            "url",
            "http://o/",
            "capacity",
            "1",
            "-1",
            "1e999999999",
            "presets",
            "x")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 500)
  void theExampleWithAValueChanged(
      @ForAll("lineNumbers") int line, @ForAll("values") String value) {
    String changed = EXAMPLE_LINES.get(line).replaceFirst("([a-zA-Z0-9]:).*", "$1 ");
    var lines = new java.util.ArrayList<>(EXAMPLE_LINES);
    lines.set(line, changed + value);
    parse(String.join("\n", lines));
  }

  @Provide
  Arbitrary<Integer> lineNumbers() {
    return Arbitraries.integers().between(0, EXAMPLE_LINES.size() - 1);
  }

  @Provide
  Arbitrary<String> values() {
    var odd =
        Arbitraries.of(
            "~",
            "-1",
            "0",
            "1.5",
            "99999999999999999",
            "999999T",
            "999999h",
            "1",
            "true",
            "{}",
            "[]",
            "[~]",
            "{x: y}",
            "'http://[::1]:1'",
            "http://%zz/",
            "http://:1/",
            "'{'",
            "\"5s\\n\"",
            "'{id}{source}'");
    return Arbitraries.oneOf(odd, Arbitraries.strings().ascii().ofMaxLength(12));
  }

  @Property(tries = 300)
  void anyJsonObject(@ForAll("objects") JsonObject json) {
    try {
      MediaRoutingConfig.from(json);
    } catch (ConfigException e) {
      assertThat(e.errors()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<JsonObject> objects() {
    var keys =
        Arbitraries.of(
            "servers", "role", "roles", "url", "presets", "spool", "memory", "admin", "x");
    Arbitrary<Object> leaf =
        Arbitraries.of(
            1,
            -1,
            1.5,
            Double.MAX_VALUE,
            Double.NaN,
            "",
            "origin",
            "http://o/",
            "8M",
            true,
            List.of());
    Arbitrary<Object> value = leaf;
    for (int depth = 0; depth < 3; depth++) {
      Arbitrary<Object> below = value;
      Arbitrary<Object> map = Arbitraries.maps(keys, below).ofMaxSize(4).map(m -> (Object) m);
      Arbitrary<Object> list = below.list().ofMaxSize(3).map(l -> (Object) l);
      value = Arbitraries.oneOf(leaf, map, list);
    }
    return Combinators.combine(value, value)
        .as((servers, presets) -> new JsonObject().put("servers", servers).put("presets", presets));
  }
}
