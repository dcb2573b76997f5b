package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostNameTest {
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setAddressResolverOptions(
                  new AddressResolverOptions()
                      .setHostsValue(Buffer.buffer("127.0.0.1 my_origin my_site\n"))));
  private final HttpClient client = vertx.createHttpClient();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void hostNameWithAnUnderscore_asComposeMakesThem_isAnOriginAFallbackAndASite() {
    ByteServer origin =
        new ByteServer(vertx)
            .with("/clip.mp4", Buffer.buffer("the original"))
            .with("/page", Buffer.buffer("the page"));
    String url = "http://my_origin:" + URI.create(origin.url()).getPort() + "/";
    ProxyServer proxy = start(url);

    assertThat(get(proxy, "/media/clip.mp4")).isEqualTo("the original");
    assertThat(get(proxy, "/page")).isEqualTo("the page");
    assertThat(servers(proxy))
        .contains("origin-my_origin:" + URI.create(origin.url()).getPort())
        .contains("\"" + url + "\"");
    proxy.close().await();
  }

  private ProxyServer start(String url) {
    String yaml =
        """
        servers: [{role: origin, url: '%s'}]
        fallback: '%s'
        listen: {port: 0}
        admin: {port: 0, hosts: [my_site]}
        """
            .formatted(url, url);
    return ProxyServer.start(vertx, MediaRoutingConfig.parse(yaml, "test")).await();
  }

  private String get(ProxyServer proxy, String target) {
    return send(proxy.port(), target);
  }

  private String servers(ProxyServer proxy) {
    return new JsonObject(send(proxy.adminPort(), "/admin/servers")).encode();
  }

  private String send(int port, String target) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(target)
            .putHeader(HttpHeaders.HOST, "my_site:" + port);
    return client
        .request(options)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .await()
        .toString();
  }
}
