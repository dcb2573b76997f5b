package io.mediarouter.vertx.testfarm;

import io.mediarouter.state.hazelcast.ClusterOptions;
import io.mediarouter.state.hazelcast.HazelcastSharedState;
import io.mediarouter.vertx.server.ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Several proxies in front of one farm, which share what they know over Hazelcast. */
public final class ProxyCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final String name = "test-" + UUID.randomUUID();
  private final List<Integer> ports;
  private final TestFarm farm;
  private final List<ProxyServer> proxies = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** As many proxies, each configured further by these lines of YAML, first of all more servers. */
  public ProxyCluster(int count, String yaml) {
    this(Collections.nCopies(count, yaml));
  }

  /** One proxy for each of these, configured further by these lines of YAML. */
  public ProxyCluster(List<String> yaml) {
    ports = freePorts(yaml.size() + 1);
    farm = new TestFarm(yaml.get(0) + cluster(0));
    proxies.add(farm.proxy());
    for (int i = 1; i < yaml.size(); i++) {
      proxies.add(ProxyServer.start(farm.vertx(), farm.config(yaml.get(i) + cluster(i))).await());
    }
  }

  /** Ports that are free just now. */
  public static List<Integer> freePorts(int count) {
    return IntStream.range(0, count).mapToObj(i -> freePort()).toList();
  }

  private static int freePort() {
    try (var free = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String cluster(int member) {
    return "cluster: {name: %s, port: %d, members: %s}\n"
        .formatted(name, ports.get(member), addresses());
  }

  private List<String> addresses() {
    return ports.stream().map(port -> LOOPBACK + ":" + port).toList();
  }

  /** One more member, which is no proxy but for what the test writes into the tables. */
  public HazelcastSharedState join() {
    int port = ports.get(ports.size() - 1);
    return HazelcastSharedState.join(ClusterOptions.of(name, LOOPBACK, port, addresses()));
  }

  /** The servers. */
  public TestFarm farm() {
    return farm;
  }

  /** One of the proxies. */
  public ProxyServer proxy(int index) {
    return proxies.get(index);
  }

  /** Asks a proxy for media. */
  public CompletableFuture<HttpResponse<String>> get(int proxy, String target) {
    var url = URI.create("http://127.0.0.1:" + proxy(proxy).port() + "/media/" + target);
    return client.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    proxies.subList(1, proxies.size()).forEach(each -> each.close().await());
    farm.close();
  }
}
