package io.mediarouter.urgency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
  private static boolean covers(String network, String address) {
    return Trust.in(List.of(Network.parse(network))).covers(address);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1",
    "10.0.0.0/8, ::ffff:10.0.0.1",
    "0.0.0.0/0, 203.0.113.9",
    "127.0.0.1, 127.0.0.1",
    "192.0.2.128/25, 192.0.2.128",
    "::1, 0:0:0:0:0:0:0:1",
    "::1/128, ::1%lo",
    "2001:db8::/32, 2001:DB8:ffff::1",
    "2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::/0, 2001:db8::1",
    "fe80::/10, fe80:0:0:0:1:2:3:4%eth0"
  })
  void aPeerInTheNetwork_isTrusted(String network, String address) {
    assertThat(covers(network, address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 11.0.0.0",
    "192.0.2.128/25, 192.0.2.127",
    "127.0.0.1, 127.0.0.2",
    "::1, ::2",
    "::/0, 192.0.2.1",
    "0.0.0.0/0, ::1",
    "2001:db8::/32, 2001:db9::",
    "2001:db8:0:0:8000::/65, 2001:db8::7fff:0:0:1",
    "0.0.0.0/0, localhost",
    "0.0.0.0/0, 1.2.3",
    "0.0.0.0/0, 1.2.3.04",
    "0.0.0.0/0, ''"
  })
  void aPeerElsewhere_isNotTrusted(String network, String address) {
    assertThat(covers(network, address)).isFalse();
  }

  @Test
  void everybodyAndNobody_needNoAddress() {
    assertThat(Trust.EVERYBODY.covers("")).isTrue();
    assertThat(Trust.NOBODY.covers("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0.1/8",
        "10.0.0/8",
        "10.0.0.256",
        "1.2.3.4.5",
        "localhost",
        "::/129",
        "2001:db8::1/32",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        ":1:2:3:4:5:6:7",
        "::1.2.3",
        "::1.2.3.4:5",
        "[::1]"
      })
  void whatIsNoNetwork_isRefused(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("network: \"" + text + "\" (expected: a network such as 10.0.0.0/8");
  }
}
