package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody but a proxy of the cluster gets anything at the door for peers. */
class PeerListenerTest {
  private static final String SECRET = "the secret of the cluster";
  private static final String SELF = "proxy-1";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();

  /** One that nobody holds is closed when its memory is wanted. */
  private final HttpClient client = vertx.createHttpClient();

  private final PeerListener listener =
      new PeerListener(
          vertx,
          SECRET,
          SELF,
          InstantSource.fixed(NOON),
          id -> Optional.empty(),
          id -> Optional.of(id).filter("a/b"::equals).map(known -> new JsonObject()),
          cause -> new JsonObject(),
          () -> Duration.ofSeconds(20),
          request -> request.response().setStatusCode(403).end());
  private final int port = listener.open("127.0.0.1", 0).await();

  private int requests;

  @AfterEach
  void close() {
    listener.close().await();
    vertx.close().await();
  }

  private int status(HttpMethod method, String path, String proof) {
    var options =
        new RequestOptions()
            .setMethod(method)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(path)
            .putHeader("authorization", proof);
    return client
        .request(options)
        .compose(request -> request.send().map(HttpClientResponse::statusCode))
        .await();
  }

  private String proof(String secret, String peer, String method, String path, Instant time) {
    return new PeerSignature(secret, peer).of(method, path, "request-" + requests++, time);
  }

  @ParameterizedTest
  @CsvSource({
    "the secret of the cluster, GET,  /flights/t1, 0,   410", // it is one of us; nothing runs there
    "the secret of the cluster, GET,  /flights/t1, 59,  410", // clocks differ
    "the secret of the cluster, GET,  /flights/t1, -59, 410",
    "the secret of the cluster, GET,  /flights/t1, 61,  401", // what was seen on the wire
    "the secret of the cluster, GET,  /flights/t1, -61, 401",
    "the secret of another one, GET,  /flights/t1, 0,   401",
    "the secret of the cluster, GET,  /flights/t2, 0,   401", // signed for something else
    "the secret of the cluster, POST, /flights/t1, 0,   401"
  })
  void letsInWhoHasSignedThisRequestLately(
      String secret, String method, String path, int secondsOff, int status) {
    String proof = proof(secret, SELF, method, path, NOON.plusSeconds(secondsOff));

    assertThat(status(HttpMethod.GET, "/flights/t1", proof)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"''", "Basic eDp5", "'MediaRouter time=1767268800, code=00'", "MediaRouter"})
  void refusesWhoShowsNothingThatOneCanCheck(String proof) {
    assertThat(status(HttpMethod.GET, "/flights/t1", proof)).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"/requests/YS9i, 200", "/requests/YS9j, 404", "/requests/Y, 404"})
  void tellsPeers_whatWasDoneForARequest_whoseNameItKnows(String path, int status) {
    String proof = proof(SECRET, SELF, "GET", path, NOON);

    assertThat(status(HttpMethod.GET, path, proof)).isEqualTo(status);
    assertThat(status(HttpMethod.GET, path, "")).isEqualTo(401);
  }

  @Test
  void whatWasSeenOnTheWire_opensNothingAgain_andNothingElsewhere() {
    String seen = proof(SECRET, SELF, "GET", "/requests/YS9i", NOON);
    String elsewhere = proof(SECRET, "proxy-2", "GET", "/requests/YS9i", NOON);

    assertThat(status(HttpMethod.GET, "/requests/YS9i", seen)).isEqualTo(200);
    assertThat(status(HttpMethod.GET, "/requests/YS9i", seen)).isEqualTo(401);
    assertThat(status(HttpMethod.GET, "/requests/YS9i", elsewhere)).isEqualTo(401);
  }

  /** What is forgotten is too old to be shown. */
  @Test
  void remembersARequestAsLongAsItsSignatureIsGood_andNotForEver() {
    var seen = new SeenOnce(2);
    assertThat(seen.isNew("a", NOON)).isTrue();

    for (int second = 1; second <= 120; second++) {
      assertThat(seen.isNew("a", NOON.plusSeconds(second))).as("after " + second).isFalse();
    }
    assertThat(seen.isNew("b", NOON.plusSeconds(200))).isTrue();
    assertThat(seen.isNew("c", NOON.plusSeconds(201))).isTrue();
    assertThat(seen.isNew("a", NOON.plusSeconds(440))).isTrue();
    assertThat(seen.isNew("d", NOON.plusSeconds(441))).isTrue();
    assertThat(seen.isNew("e", NOON.plusSeconds(442))).as("more than there is room for").isFalse();
  }

  @Test
  void hasNothingElseForPeersEither() {
    String proof = proof(SECRET, SELF, "GET", "/media/clip.mp4", NOON);

    assertThat(status(HttpMethod.GET, "/media/clip.mp4", proof)).isEqualTo(404);
  }
}
