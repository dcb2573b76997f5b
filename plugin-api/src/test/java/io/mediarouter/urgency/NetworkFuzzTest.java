package io.mediarouter.urgency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Addresses mean the same however they are written, and any text is a network or refused. */
class NetworkFuzzTest {
  @Property(tries = 200)
  void anAddressIsTheSame_howeverItIsWritten(@ForAll @Size(16) byte[] bytes)
      throws UnknownHostException {
    String written = InetAddress.getByAddress(bytes).getHostAddress();
    String compressed = written.replaceFirst("(^|:)0(:0)*(:|$)", "::");

    assertThat(IpAddress.parse(written)).isPresent().isEqualTo(IpAddress.parse(compressed));
  }

  @Property(tries = 300)
  void anyText_isANetworkOrRefused(@ForAll String text) {
    try {
      assertThat(Network.parse(text)).isEqualTo(Network.parse(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }
}
