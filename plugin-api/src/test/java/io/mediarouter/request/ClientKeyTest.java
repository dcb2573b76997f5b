package io.mediarouter.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {
  private static final String ADDRESS = "192.0.2.7";

  private record Head(Map<String, String> fields) implements RequestHead {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/media/a.mp4";
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public String client() {
      return ADDRESS;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(fields.get(name));
    }
  }

  private static String of(String key, Map<String, String> fields, Map<String, String> query) {
    return ClientKey.parse(key).orElseThrow().of(new Head(fields), query);
  }

  @Test
  void byDefault_itIsTheAddress() {
    assertThat(of("address", Map.of("X-User", "ann"), Map.of())).isEqualTo(ADDRESS);
  }

  @Test
  void header_tellsClientsOfOneAddressApart() {
    String ann = of("header:X-User", Map.of("X-User", "ann"), Map.of());
    String bob = of("header:X-User", Map.of("X-User", "bob"), Map.of());

    assertThat(ann).isNotEqualTo(bob).isNotEqualTo(ADDRESS).doesNotContain("ann");
    assertThat(of("header:X-User", Map.of("X-User", "ann"), Map.of())).isEqualTo(ann);
  }

  @Test
  void cookie_isFoundAmongOthers() {
    String one = of("cookie:sid", Map.of("Cookie", "a=1; sid=xyz; b=2"), Map.of());

    assertThat(one).isEqualTo(of("cookie:sid", Map.of("Cookie", "sid=xyz"), Map.of()));
    assertThat(of("cookie:sid", Map.of("Cookie", "aside=xyz"), Map.of())).isEqualTo(ADDRESS);
  }

  @Test
  void queryParameter_isNotTakenForOneOfTheRendition() {
    Map<String, String> query = new HashMap<>(Map.of("user", "ann", "height", "360"));

    assertThat(of("query:user", Map.of(), query)).startsWith("query:");
    assertThat(query).containsOnlyKeys("height");
  }

  @Test
  void whoDoesNotSayIt_isKnownByTheAddress() {
    assertThat(of("header:X-User", Map.of(), Map.of())).isEqualTo(ADDRESS);
    assertThat(of("header:X-User", Map.of("X-User", ""), Map.of())).isEqualTo(ADDRESS);
    assertThat(of("query:user", Map.of(), new HashMap<>())).isEqualTo(ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "header", "header:", "header:a b", "host:x", "address:x", ":x"})
  void whatIsNoKey_isNone(String text) {
    assertThat(ClientKey.parse(text)).isEmpty();
  }
}
