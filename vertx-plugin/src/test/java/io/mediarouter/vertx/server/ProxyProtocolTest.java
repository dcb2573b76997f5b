package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that a balancer announces by the PROXY protocol. */
class ProxyProtocolTest {
  private static final String REQUEST =
      "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private static final String LONG =
      "................................................................";

  private final TestFarm farm =
      new TestFarm(
          "trustedProxies: [127.0.0.2]\nlimits: {requestHead: 2s}\ntimeouts: {idle: 300s}\n"
              + "listen: {host: 127.0.0.1, port: 0, proxyProtocol: true}\n");

  @AfterEach
  void close() {
    farm.close();
  }

  private String ask(String from, String announcement) {
    try (var balancer = new RawClient(farm.proxy().port(), from)) {
      return balancer.send(announcement + REQUEST).rest();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u00c0\0\u0002\u0007\u00c0\0\u0002\u0001\u0012\u0067\0P",
      })
  void clientIsWhoTheBalancerSays(String announcement) {
    assertThat(ask("127.0.0.2", announcement)).endsWith("the original, as it is");

    assertThat(farm.origin().requests().get(farm.origin().requests().size() - 1))
        .extracting(request -> request.getHeader("x-real-ip"))
        .isEqualTo("192.0.2.7");
  }

  /** What is announced is no part of the requests that come with it, in one packet. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u00c0\0\u0002\u0007\u00c0\0\u0002\u0001\u0012\u0067\0P",
      })
  void requestsThatComeWithTheAnnouncement_areServed_butForFoldedOnes(String announcement) {
    String get = "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\n";
    assertThat(ask("127.0.0.2", announcement + get + "\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("the original, as it is");
    assertThat(ask("127.0.0.2", announcement + get + "A: b\r\n c\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("obs-fold");
  }

  /** Nothing comes behind it that would keep it with the decoder of requests. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\u00c0\0\u0002\u0007\u00c0\0\u0002\u0001\u0012\u0067\0P",
        "\r\n\r\n\0\r\nQUIT\n \0\0\0",
        "\r\n\r\n\0\r\nQUIT\n!\u0011\1\u0010"
            + "\u00c0\0\u0002\u0007\u00c0\0\u0002\u0001\u0012\u0067\0P\u0004\1\1"
            + LONG
            + LONG
            + LONG
            + LONG
            + '.',
      })
  void foldedRequestThatComesAlone_isRefused_howeverItComes(String announcement) {
    String folded = "GET /media/films/clip.mp4 HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n";

    for (int cut : List.of(0, 1, announcement.length() - 1, announcement.length())) {
      String whole = announcement + folded;
      try (var balancer = new RawClient(farm.proxy().port(), "127.0.0.2")) {
        balancer.send(whole.substring(0, cut)).send(whole.substring(cut));
        assertThat(balancer.rest()).startsWith("HTTP/1.1 400 ").contains("obs-fold");
      }
    }
  }

  /** Of 64 KiB that are announced, none comes. */
  @Test
  void announcementThatDoesNotEnd_isNotWaitedForLongerThanAHead() {
    try (var balancer = new RawClient(farm.proxy().port(), "127.0.0.2")) {
      assertThat(balancer.send("\r\n\r\n\0\r\nQUIT\n!\u0011\377\377\u00c0\0").rest()).isEmpty();
    }
  }

  @Test
  void whoIsNoTrustedProxy_announcesNobody() {
    assertThat(ask("127.0.0.1", "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n")).isEmpty();
  }

  @Test
  void whoAnnouncesNobody_isNotServed() {
    assertThat(ask("127.0.0.2", "")).doesNotContain("the original");
  }
}
