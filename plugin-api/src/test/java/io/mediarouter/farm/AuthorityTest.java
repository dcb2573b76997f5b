package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "http://my_origin:9001/films, my_origin, 9001",
    "http://my_origin/, my_origin, -1",
    "http://my_origin:/, my_origin, -1",
    "http://stack_origin_1.my_net:80/, stack_origin_1.my_net, 80",
    "http://user@my_origin:9001/, my_origin, 9001",
    "http://origin:9001/, origin, 9001",
    "http://user@origin/, origin, -1",
    "http://192.0.2.7:80/, 192.0.2.7, 80",
    "http://[2001:db8::1]:80/, [2001:db8::1], 80",
  })
  void hostAndPort_areThoseOfTheUrl_underscoresIncluded(URI url, String host, int port) {
    assertThat(Authority.of(url)).contains(new Authority(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:///films",
        "films/one",
        "http://my_origin:port/",
        "http://my_origin:123456/",
        "http://my_%6frigin/",
        "http://_:9001/",
        "http://a_b@:80/",
        "mailto:somebody@my_origin"
      })
  void noHost_isNone(String url) {
    assertThat(Authority.of(URI.create(url))).isEmpty();
  }

  @Test
  void portThatIsNotWritten_isTheSchemes() {
    assertThat(new Authority("h", -1).portOr(443)).isEqualTo(443);
    assertThat(new Authority("h", 1).portOr(443)).isEqualTo(1);
  }
}
