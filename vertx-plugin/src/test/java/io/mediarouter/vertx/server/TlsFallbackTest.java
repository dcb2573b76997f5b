package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.RawClient;
import io.mediarouter.vertx.testfarm.TestCertificate;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fallback that speaks TLS. */
class TlsFallbackTest {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private TestCertificate certificate;
  private HttpServer site;

  @BeforeEach
  void start() throws Exception {
    certificate = TestCertificate.make(folder, "EC");
    certificate.write(folder);
    var pair =
        new PemKeyCertOptions()
            .addCertPath(folder.resolve("certificate.pem").toString())
            .addKeyPath(folder.resolve("key.pem").toString());
    site =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(pair))
            .requestHandler(
                request -> {
                  seen.add(request.scheme() + " " + request.uri());
                  request.response().end("site");
                })
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterEach
  void stop() {
    System.clearProperty(TRUST);
    System.clearProperty(PASSWORD);
    vertx.close().await();
  }

  private String ask() {
    String yaml = "fallback: 'https://localhost:%d/shop/'\n".formatted(site.actualPort());
    try (var farm = new TestFarm(yaml)) {
      return RawClient.ask(
          farm.proxy().port(), "GET /page?a=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
  }

  @Test
  void certificateThatNobodyVouchesFor_is502_andNothingIsSentToIt() {
    assertThat(ask()).startsWith("HTTP/1.1 502");
    assertThat(seen).isEmpty();
  }

  @Test
  void certificateThatTheJdkTrusts_isAskedOverTls_belowThePathOfTheFallback() {
    certificate.writeTrust(folder.resolve("trust.p12"));
    System.setProperty(TRUST, folder.resolve("trust.p12").toString());
    System.setProperty(PASSWORD, TestCertificate.PASSWORD);

    assertThat(ask()).startsWith("HTTP/1.1 200").endsWith("site");
    assertThat(seen).containsExactly("https /shop/page?a=1");
  }
}
