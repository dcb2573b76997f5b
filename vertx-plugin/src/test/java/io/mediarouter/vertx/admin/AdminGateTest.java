package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.testfarm.TestFarm.NOTHING_KEPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the operators' interface, and who may not. */
@Timeout(120)
class AdminGateTest {
  private static final String TOKEN = "a-token-that-nobody-guesses";
  private static final String OTHER = "another-token-for-the-night-shift";
  private static final String MAINTENANCE = "{\"state\":\"maintenance\"}";

  @TempDir private Path folder;
  private TestFarm farm = new TestFarm();

  @AfterEach
  void stop() {
    farm.close();
  }

  private void restart(String admin) {
    farm.close();
    farm = new TestFarm("admin: {host: 127.0.0.1, port: 0, %s}\n".formatted(admin));
  }

  private Path restartWithTokens(String content) throws IOException {
    Path tokens = Files.writeString(folder.resolve("tokens"), content);
    restart("tokenFile: '%s'".formatted(tokens));
    return tokens;
  }

  private String host() {
    return "127.0.0.1:" + farm.proxy().adminPort();
  }

  /** The answer to a request that no library would send so. */
  private String raw(InetAddress to, String requestLine, String fields, String body)
      throws IOException {
    String head =
        requestLine
            + " HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + fields.replace(" | ", "\r\n")
            + "\r\n\r\n";
    try (var socket = new Socket(to, farm.proxy().adminPort())) {
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String target, String fields) throws IOException {
    return raw(InetAddress.getLoopbackAddress(), "GET " + target, fields, "");
  }

  private int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private String stateOfTheOrigin() throws Exception {
    return new AdminClient(farm.proxy().adminPort())
        .json("/admin/servers/o1")
        .getString("administrative_state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: attacker.example:8081",
        "Host: 127.0.0.1.attacker.example",
        "Host: localhost.attacker.example",
        "Host: 2130706433",
        "Host: attacker.example | Origin: http://attacker.example"
      })
  void aPageWhoseSitesNameLeadsHere_doesNothing_andReadsNothing(String fields) throws Exception {
    String post =
        raw(
            InetAddress.getLoopbackAddress(),
            "POST /admin/servers/o1",
            fields.replace(":8081", ":" + farm.proxy().adminPort()),
            MAINTENANCE);

    assertThat(status(post)).as(post).isEqualTo(403);
    assertThat(post).contains("admin.hosts");
    assertThat(status(get("/admin/config", fields))).isEqualTo(403);
    assertThat(stateOfTheOrigin()).isEqualTo("ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X: y", "Host: a | Host: b", "Host: ", "Host: user@127.0.0.1", "Host: a/b"})
  void aRequestWithoutOneHost_isMalformed(String fields) throws Exception {
    assertThat(status(get("/admin/health", fields))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "localhost", "LOCALHOST.", "[::1]", "192.0.2.7", "media_router"})
  void anAddress_orThisMachinesName_isItsOwnName(String name) throws Exception {
    String host = "Host: " + name + ":" + farm.proxy().adminPort();

    assertThat(status(get("/admin/health", host))).isEqualTo(200);
  }

  @Test
  void aConfiguredName_isItsOwn() throws Exception {
    restart("hosts: [media-router.internal]");

    assertThat(status(get("/admin/health", "Host: media-router.internal:8081"))).isEqualTo(200);
    assertThat(status(get("/admin/health", "Host: x.media-router.internal"))).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Origin: https://attacker.example                                  | 403",
        "Origin: null                                                      | 403",
        "Origin: http://127.0.0.1                                          | 403",
        "Sec-Fetch-Site: cross-site                                        | 403",
        "Sec-Fetch-Site: same-site                                         | 403",
        "Sec-Fetch-Site: same-origin                                       | 200",
        "Sec-Fetch-Site: none                                              | 200",
        "Sec-Fetch-Site: cross-site;Sec-Fetch-Mode: navigate               | 200",
        "Origin: http://HOST                                               | 200",
        "Origin: https://HOST                                              | 200",
        "Origin: http://HOST;Origin: http://HOST                           | 403",
      })
  void onlyAPageOfItsOwn_asks(String fields, int expected) throws Exception {
    String all = "Host: HOST | " + fields.replace(";", " | ");
    String answer = get("/admin/config", all.replace("HOST", host()));

    assertThat(status(answer)).as(answer).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/admin/config", "/admin/jobs", "/admin/servers/o1", "/admin/jobs/none/pause"})
  void aForeignPage_ordersNothing_whateverTheMethod(String target) throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE", "GET", "OPTIONS"}) {
      String answer =
          raw(
              InetAddress.getLoopbackAddress(),
              method + " " + target,
              "Host: " + host() + " | Origin: https://attacker.example",
              "");
      assertThat(status(answer)).as(method + " " + target + answer).isEqualTo(403);
    }
  }

  @Test
  void withATokenFile_everyoneShowsOneOfItsTokens() throws Exception {
    restartWithTokens("# operators\n" + TOKEN + "\n\n  " + OTHER + "\n");
    String host = "Host: " + host() + " | ";

    String none = get("/admin/config", host + "Accept: */*");
    assertThat(status(none)).isEqualTo(401);
    assertThat(none).containsIgnoringCase("www-authenticate: Bearer");
    for (String wrong : new String[] {"Bearer x", "Bearer ", "Bearer # operators", TOKEN}) {
      assertThat(status(get("/admin/config", host + "Authorization: " + wrong))).isEqualTo(401);
    }
    for (String right : new String[] {"Bearer " + TOKEN, "bearer " + OTHER}) {
      assertThat(status(get("/admin/config", host + "Authorization: " + right))).isEqualTo(200);
    }
    String rebound = "Host: attacker.example | Authorization: Bearer " + TOKEN;
    assertThat(status(get("/admin/config", rebound))).isEqualTo(403);
  }

  @Test
  void anOrder_isReadWhole_thoughTheTokenIsLookedForFirst() throws Exception {
    restartWithTokens(TOKEN);
    String fields = "Host: " + host() + " | Authorization: Bearer " + TOKEN;

    String answer =
        raw(InetAddress.getLoopbackAddress(), "POST /admin/servers/o1", fields, MAINTENANCE);

    assertThat(status(answer)).as(answer).isEqualTo(200);
    assertThat(get("/admin/servers/o1", fields))
        .contains("\"administrative_state\":\"maintenance\"");
  }

  @Test
  void aTokenFileThatChanges_isObeyedAtOnce_andOneThatIsGoneLetsNobodyIn() throws Exception {
    Path tokens = restartWithTokens(TOKEN);
    String fields = "Host: " + host() + " | Authorization: Bearer ";

    Files.writeString(tokens, OTHER);
    assertThat(status(get("/admin/config", fields + TOKEN))).isEqualTo(401);
    assertThat(status(get("/admin/config", fields + OTHER))).isEqualTo(200);
    Files.delete(tokens);
    assertThat(status(get("/admin/config", fields + OTHER))).isEqualTo(401);
    assertThat(status(get("/admin/config", "Host: " + host()))).isEqualTo(401);
  }

  @Test
  void aTokenFileWithoutTokens_orThatIsNotThere_isRefusedAtTheStart() throws Exception {
    for (String content : new String[] {"", "# none\n", "short\n", TOKEN + "\nshort\n"}) {
      Path tokens = Files.writeString(folder.resolve("few"), content);
      assertThatThrownBy(() -> startAnother(tokens))
          .as(content)
          .hasMessageContaining("admin.tokenFile")
          .hasMessageContaining("16 characters");
    }
    assertThatThrownBy(() -> startAnother(Path.of("/nowhere/tokens")))
        .hasMessageContaining("admin.tokenFile: /nowhere/tokens (expected: a file");
  }

  private void startAnother(Path tokens) {
    String admin = "admin: {host: 127.0.0.1, port: 0, tokenFile: '%s'}\n".formatted(tokens);
    ProxyServer.start(farm.vertx(), farm.config(admin)).await();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 198.51.100.7",
        "Forwarded: for=198.51.100.7",
        "X-Real-IP: 198.51.100.7",
        "Via: 1.1 front"
      })
  void withoutAToken_whoComesThroughAnotherProxy_isNotOnThisMachine(String field) throws Exception {
    String answer = get("/admin/config", "Host: " + host() + " | " + field);

    assertThat(status(answer)).isEqualTo(403);
    assertThat(answer).contains("admin.tokenFile");
  }

  @Test
  void withoutAToken_anotherMachine_isRefused_andNamedTheWayOut() throws Exception {
    Optional<InetAddress> own = addressOnANetwork();
    assumeThat(own).as("an address on a network").isPresent();
    InetAddress address = own.orElseThrow();
    farm.close();
    farm = new TestFarm("admin: {host: %s, port: 0}\n".formatted(address.getHostAddress()));

    String host = "Host: " + address.getHostAddress();
    String answer = raw(address, "GET /admin/servers", host, "");

    assertThat(status(answer)).isEqualTo(403);
    assertThat(answer).contains("admin.tokenFile");
  }

  private static Optional<InetAddress> addressOnANetwork() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,127.0.0.1", "127.0.0.1,0.0.0.0", "localhost,127.0.0.1"})
  void listenAndAdminOnOneAddress_areRefused(String listen, String admin) throws Exception {
    int port = freePort();
    String yaml =
        NOTHING_KEPT
            + "servers: [{role: origin, url: 'http://127.0.0.1:9/'}]\n"
            + "listen: {host: '%s', port: %d}\nadmin: {host: '%s', port: %d}\n";

    assertThatThrownBy(
            () -> MediaRoutingConfig.parse(yaml.formatted(listen, port, admin, port), "t"))
        .hasMessageContaining("admin.port: " + port + " (expected: another address than listen's)");
  }

  @Test
  void namesOfOneAddress_areRefused_whenTheyAreLookedUp() throws Exception {
    int port = freePort();
    String name = InetAddress.getLocalHost().getHostName();
    var addresses = InetAddress.getAllByName(name);
    var config =
        MediaRoutingConfig.parse(
            NOTHING_KEPT
                + "servers: [{role: origin, url: 'http://127.0.0.1:9/'}]\n"
                + "listen: {host: '%s', port: %d}\nadmin: {host: '%s', port: %d}\n"
                    .formatted(name, port, addresses[0].getHostAddress(), port),
            "t");
    Vertx vertx = Vertx.vertx();
    try {
      assertThatThrownBy(() -> ProxyServer.start(vertx, config).await())
          .hasMessageContaining("another address than listen's");
    } finally {
      vertx.close().await();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /admin/assets/%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /admin/explain?url=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /admin/jobs?state=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "POST /admin/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "PUT /admin/registrations/a HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
            + "Content-Type: application/json\r\n\r\n1\r\na\r\n0\r\n: x\r\n\r\n",
      })
  void whatIsMalformed_isItsClientsFault(String request) {
    try (var client = new RawClient(farm.proxy().adminPort())) {
      assertThat(client.send(request).until("}")).startsWith("HTTP/1.1 400 ");
    }
  }
}
