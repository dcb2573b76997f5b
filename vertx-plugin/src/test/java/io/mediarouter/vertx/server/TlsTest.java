package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mediarouter.vertx.testfarm.TestCertificate;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Listeners that speak TLS, and change their certificate while they do. */
@Timeout(120)
class TlsTest {
  private static final int LARGE = 24 << 20;

  private static TestCertificate rsa;
  private static TestCertificate otherRsa;
  private static TestCertificate ec;

  @TempDir private Path folder;
  private TestFarm farm;

  @BeforeAll
  static void make(@TempDir Path stores) {
    rsa = TestCertificate.make(stores, "RSA", "-keysize", "2048");
    otherRsa = TestCertificate.make(stores, "RSA", "-keysize", "2048");
    ec = TestCertificate.make(stores, "EC");
  }

  @AfterEach
  void stop() {
    if (farm != null) {
      farm.close();
    }
  }

  private void start(TestCertificate certificate) throws Exception {
    certificate.write(folder);
    farm = new TestFarm(yaml());
  }

  private String yaml() {
    String files = TestCertificate.files(folder);
    return """
    listen: {host: 127.0.0.1, port: 0, tls: %s}
    admin: {host: 127.0.0.1, port: 0, tls: %s}
    probes: {host: 127.0.0.1, port: 0}
    """
        .formatted(files, files);
  }

  private URI media(String target) {
    return URI.create("https://127.0.0.1:" + farm.proxy().port() + "/media/" + target);
  }

  private static HttpResponse<String> get(HttpClient client, URI url) throws Exception {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void mediaAndOperators_areServedOverTls_inTheVersionThatTheClientSpeaks(Version version)
      throws Exception {
    start(version == Version.HTTP_2 ? ec : rsa);
    HttpClient client = TestCertificate.client(version, rsa, ec);

    HttpResponse<String> media = get(client, media(ASSET));
    URI health = URI.create("https://localhost:" + farm.proxy().adminPort() + "/admin/health");
    HttpResponse<String> operators = get(client, health);

    assertThat(media.statusCode()).isEqualTo(200);
    assertThat(media.body()).isEqualTo("the original, as it is");
    assertThat(media.version()).isEqualTo(version);
    assertThat(operators.statusCode()).isEqualTo(200);
    assertThat(operators.version()).isEqualTo(version);
  }

  @Test
  void aKeyAsOlderToolsWriteIt_isTaken() throws Exception {
    rsa.write(folder);
    Files.writeString(folder.resolve("key.pem"), rsa.olderKey());
    farm = new TestFarm(yaml());

    HttpClient client = TestCertificate.client(Version.HTTP_2, rsa);
    assertThat(get(client, media(ASSET)).statusCode()).isEqualTo(200);
  }

  @Test
  void oldVersionsOfTls_areRefused() throws Exception {
    start(rsa);
    var sockets = TestCertificate.trusting(rsa).getSocketFactory();
    try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", farm.proxy().port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});

      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  /** The bytes that are looked at are those of the client, not those of TLS. */
  @Test
  void foldedField_isRefused_overTlsToo() throws Exception {
    start(rsa);
    var sockets = TestCertificate.trusting(rsa).getSocketFactory();
    try (var socket = sockets.createSocket("127.0.0.1", farm.proxy().port())) {
      String folded = "GET /media/" + ASSET + " HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n";
      socket.getOutputStream().write(folded.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void anotherCertificate_isTakenOnUnderLoad_andNoRequestIsLost() throws Exception {
    start(rsa);
    farm.origin().with("/large.mp4", Buffer.buffer(new byte[LARGE]));
    HttpClient both = TestCertificate.client(Version.HTTP_2, rsa, ec);
    InputStream old =
        both.send(HttpRequest.newBuilder(media("large.mp4")).build(), BodyHandlers.ofInputStream())
            .body();
    old.readNBytes(1000);
    var stop = new AtomicBoolean();
    var served = new AtomicInteger();
    List<Object> failures = new CopyOnWriteArrayList<>();
    Thread load = new Thread(() -> keepAsking(stop, served, failures, rsa, ec));
    load.start();
    await().until(() -> served.get() > 3);

    ec.write(folder);

    await().until(() -> shows(ec, farm.proxy().port()));
    await().until(() -> shows(ec, farm.proxy().adminPort()));
    int before = served.get();
    await().until(() -> served.get() > before + 3);
    stop.set(true);
    load.join();
    assertThat(failures).isEmpty();
    assertThat(shows(rsa, farm.proxy().port())).isFalse();
    assertThat(old.readAllBytes()).hasSize(LARGE - 1000);
    assertThat(get(both, media(ASSET)).statusCode()).isEqualTo(200);
  }

  /** Each request on a connection of its own. */
  private void keepAsking(
      AtomicBoolean stop,
      AtomicInteger served,
      List<Object> failures,
      TestCertificate... believed) {
    while (!stop.get()) {
      try {
        HttpClient client = TestCertificate.client(Version.HTTP_1_1, believed);
        int status = get(client, media(ASSET)).statusCode();
        if (status == 200) {
          served.incrementAndGet();
        } else {
          failures.add(status);
        }
      } catch (Exception e) {
        failures.add(e);
      }
    }
  }

  private boolean shows(TestCertificate certificate, int port) throws Exception {
    var sockets = TestCertificate.trusting(certificate).getSocketFactory();
    try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return true;
    } catch (SSLException e) {
      return false;
    }
  }

  @Test
  void aKeyOfAnotherCertificate_isNotTakenOn_andTheLogSaysWhy_untilItFits() throws Exception {
    start(rsa);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(TlsListener.class);
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
    try {
      for (String broken : new String[] {otherRsa.key(), "not PEM at all", ""}) {
        int before = said(log).size();
        Files.writeString(folder.resolve("key.pem"), broken);
        await().untilAsserted(() -> assertThat(said(log)).hasSizeGreaterThanOrEqualTo(before + 2));
        assertThat(said(log)).anyMatch(line -> line.contains("listen.tls"));
        assertThat(said(log)).allMatch(line -> line.startsWith("The former certificate stays: "));
        assertThat(shows(rsa, farm.proxy().port())).isTrue();
      }
      assertThat(said(log)).hasSize(6);

      otherRsa.write(folder);
      await().until(() -> shows(otherRsa, farm.proxy().port()));
      await().until(() -> said(log).size() == 8);
      assertThat(said(log).get(7)).contains("another certificate is shown now");
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  private static List<String> said(ListAppender<ILoggingEvent> log) {
    return new ArrayList<>(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Of two listeners with one certificate, each is told of, whether it began with it or not. */
  @Test
  void certificateThatEndsSoon_isLoggedOnce_andMeasured() throws Exception {
    start(rsa);
    assertThat(daysLeft("listen")).isBetween(80.0, 91.0);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(TlsListener.class);
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
    try {
      TestCertificate.make(folder, "RSA", "-validity", "13").write(folder);

      await().untilAsserted(() -> assertThat(soon(log)).hasSize(2));
      assertThat(soon(log)).anyMatch(line -> line.startsWith("listen.tls.certificate: "));
      assertThat(daysLeft("listen")).isBetween(12.0, 13.0);
      assertThat(daysLeft("admin")).isBetween(12.0, 13.0);

      rsa.write(folder);
      await().untilAsserted(() -> assertThat(daysLeft("admin")).isGreaterThan(80));
      assertThat(soon(log)).hasSize(2);
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  private static List<String> soon(ListAppender<ILoggingEvent> log) {
    return said(log).stream().filter(line -> line.contains("it is good for 12 more days")).toList();
  }

  private double daysLeft(String listener) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + farm.proxy().probesPort() + "/metrics");
    String line = "mediarouter_tls_certificate_expiry_seconds{listener=\"" + listener + "\"} ";
    return get(HttpClient.newHttpClient(), url)
        .body()
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length())) / 86_400)
        .sum();
  }

  @Test
  void filesThatAreNoPair_areRefusedAtTheStart_byTheirKey() throws Exception {
    rsa.write(folder);
    String other = otherRsa.key();

    assertThat(refusal(other)).contains("listen.tls.key").contains("listen.tls.certificate");
    assertThat(refusal(ec.key())).contains("listen.tls");
    assertThat(refusal("")).contains("listen.tls").contains("both PEM");
    Files.delete(folder.resolve("certificate.pem"));
    assertThat(refusal(other))
        .contains("listen.tls.certificate: " + folder)
        .contains("a file that can be read");
  }

  private String refusal(String key) throws IOException {
    Files.writeString(folder.resolve("key.pem"), key);
    Vertx vertx = Vertx.vertx();
    try (var plain = new TestFarm()) {
      ProxyServer.start(vertx, plain.config(yaml())).await();
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void http2WithoutTls_isSpoken_unlessItIsSwitchedOff() throws Exception {
    farm = new TestFarm();
    assertThat(versionWithoutTls()).isEqualTo(HttpVersion.HTTP_2);
    farm.close();
    farm = new TestFarm("listen: {host: 127.0.0.1, port: 0, h2c: false}\n");
    assertThatThrownBy(this::versionWithoutTls).isInstanceOf(Exception.class);
    URI url = URI.create(farm.url(ASSET));
    assertThat(get(HttpClient.newHttpClient(), url).version()).isEqualTo(Version.HTTP_1_1);
  }

  /** By a client that knows beforehand. */
  private HttpVersion versionWithoutTls() {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    var client = farm.vertx().createHttpClient(options);
    return client
        .request(
            io.vertx.core.http.HttpMethod.GET, farm.proxy().port(), "127.0.0.1", "/media/" + ASSET)
        .compose(request -> request.send())
        .map(answer -> answer.version())
        .eventually(client::close)
        .await();
  }
}
