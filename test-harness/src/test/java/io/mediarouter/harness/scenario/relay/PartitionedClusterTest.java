package io.mediarouter.harness.scenario.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.state.SharedState;
import io.mediarouter.state.hazelcast.ClusterOptions;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two members of a cluster that reach each other through relays only. */
@Timeout(180)
class PartitionedClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOOPBACK = "127.0.0.1";

  private final String name = "partitioned-" + UUID.randomUUID();
  private final int portA = freePort();
  private final int portB = freePort();
  private Relay toA;
  private Relay toB;
  private SharedState a;
  private SharedState b;

  @BeforeEach
  void start() throws IOException {
    toA = Relay.to(new InetSocketAddress(LOOPBACK, portA));
    toB = Relay.to(new InetSocketAddress(LOOPBACK, portB));
    a = join(portA, toA);
    b = join(portB, toB);
    awaitBoth();
  }

  @AfterEach
  void stop() {
    b.close();
    a.close();
    toA.close();
    toB.close();
  }

  @Test
  void whenTheLinkFallsSilent_eachIsAlone_andHealedTheyMeetAgain() {
    assertSplitsAndMerges(Relay::silence);
  }

  @Test
  void whenTheLinkIsCut_eachIsAlone_andHealedTheyMeetAgain() {
    assertSplitsAndMerges(Relay::cut);
  }

  private void assertSplitsAndMerges(Consumer<Relay> breaking) {
    assertThat(toA.connections() + toB.connections()).as("connections").isPositive();

    long broken = System.nanoTime();
    List.of(toA, toB).forEach(breaking);
    await().atMost(PATIENCE).until(() -> a.members().size() == 1 && b.members().size() == 1);
    long healed = System.nanoTime();
    List.of(toA, toB).forEach(Relay::heal);

    awaitBoth();
    System.out.printf(
        "measured: apart %.1f s after the break, together %.1f s after healing%n",
        (healed - broken) / 1e9, (System.nanoTime() - healed) / 1e9);
  }

  private void awaitBoth() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(a.members()).containsExactlyInAnyOrder(a.self(), b.self());
              assertThat(b.members()).containsExactlyInAnyOrder(a.self(), b.self());
            });
  }

  private SharedState join(int port, Relay publicly) {
    List<String> members = List.of(address(toA), address(toB));
    return HazelcastSharedState.join(
        ClusterOptions.of(name, LOOPBACK, port, members).withPublicAddress(address(publicly)));
  }

  private static String address(Relay relay) {
    return LOOPBACK + ":" + relay.address().getPort();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
