package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaRequestTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm = new TestFarm();

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(farm.proxy().routing().transcodes().all()).isEmpty());
    await()
        .untilAsserted(() -> assertThat(farm.proxy().routing().state().tasks().rows()).isEmpty());
    farm.close();
  }

  @Test
  void original_isPassedThrough() throws Exception {
    HttpResponse<String> answer = get(TestFarm.ASSET);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the original, as it is");
    assertThat(cacheStatus(answer)).isEqualTo("media-router; fwd=bypass; detail=pass-through");
  }

  @Test
  void rangeOfTheOriginal_isPassedThrough() throws Exception {
    HttpResponse<String> answer = get(TestFarm.ASSET, "range", "bytes=4-11");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("original");
  }

  @Test
  void rendition_isStreamedWhileMade_thenStored_thenServedFromTheStore() throws Exception {
    InputStream body = begin(SMALL);
    farm.transcoder().write("first ");
    assertThat(body.readNBytes(6)).asString().isEqualTo("first ");

    farm.transcoder().write("second");
    farm.transcoder().end();
    assertThat(body.readAllBytes()).asString().isEqualTo("second");

    await().untilAsserted(() -> assertThat(farm.distributor().files()).hasSize(1));
    await().untilAsserted(() -> assertThat(cacheStatus(head(SMALL))).contains("; hit;"));
    HttpResponse<String> again = get("films/clip.mp4?width=640&format=mp4");
    assertThat(again.body()).isEqualTo("\nfirst second");
    assertThat(cacheStatus(again)).isEqualTo("media-router; hit; detail=exact-cached");
    assertThat(farm.transcoder().started()).isEqualTo(1);
  }

  @Test
  void growingRendition_claimsNoRanges_andIsAnotherThanTheStoredOne() throws Exception {
    CompletableFuture<HttpResponse<String>> growing =
        client.sendAsync(
            request(SMALL).header("range", "bytes=2-").build(), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("whole");
    farm.transcoder().end();

    HttpResponse<String> answer = growing.get();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("whole");
    assertThat(answer.headers().firstValue("accept-ranges")).contains("none");
    await().untilAsserted(() -> assertThat(cacheStatus(head(SMALL))).contains("; hit;"));
    HttpResponse<String> resumed = get(SMALL, "range", "bytes=2-4", "if-range", "\"growing\"");
    assertThat(resumed.statusCode()).isEqualTo(200);
  }

  @Test
  void outputWithoutASample_isNoAnswer_andIsNotStored() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request(SMALL).build(), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("\0\0\0\020ftypisom\0\0\0\0");
    farm.transcoder().end();

    assertThat(answer.get().body()).isEqualTo("the original, as it is");
    assertThat(farm.distributor().files()).isEmpty();
  }

  @Test
  void timesOfAStoryboard_areToldWithoutAnyServer() throws Exception {
    HttpResponse<String> answer = get(TestFarm.ASSET + "?preset=storyboard&format=vtt");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/vtt");
    assertThat(answer.body())
        .startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n/media/" + TestFarm.ASSET)
        .contains("?format=jpeg&width=160&height=90&every=5#xywh=160,0,160,90\n");
    assertThat(cacheStatus(answer)).isEqualTo("media-router; hit; detail=told");
    assertThat(farm.transcoder().started()).isZero();
    assertThat(get(TestFarm.ASSET + "?format=vtt").statusCode()).isEqualTo(400);
  }

  @Test
  void storedRendition_answersRangesAndConditions() throws Exception {
    store(SMALL, "123456789");
    HttpResponse<String> whole = get(SMALL);
    String etag = whole.headers().firstValue("etag").orElseThrow();

    HttpResponse<String> part = get(SMALL, "range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("etag")).contains(etag);
    assertThat(get(SMALL, "if-none-match", etag).statusCode()).isEqualTo(304);
    assertThat(get(SMALL, "if-none-match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(get(SMALL, "if-match", "\"other\"").statusCode()).isEqualTo(412);
    assertThat(get(SMALL, "range", "bytes=2-4", "if-range", etag).statusCode()).isEqualTo(206);
    assertThat(get(SMALL, "range", "bytes=2-4", "if-range", "\"x\"").body())
        .isEqualTo("\n123456789");
    assertThat(head(SMALL).headers().firstValue("content-length")).contains("10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BYTES=2-4                   | 206",
        "bytes= 2-4                  | 206",
        "bytes=2-99999999999999999999| 206",
        "bytes=99999999999999999999- | 416",
        "pages=2-4                   | 200",
        "bytes=4-2                   | 200",
      })
  void rangeInAnotherForm_meansTheSame(String range, int status) throws Exception {
    store(SMALL, "123456789");

    assertThat(get(SMALL, "range", range).statusCode()).isEqualTo(status);
    assertThat(get(TestFarm.ASSET, "range", range).statusCode()).isEqualTo(status);
  }

  @Test
  void weakValidator_isGoodForACopy_andNotForAWrite() throws Exception {
    store(SMALL, "123456789");
    String weak = "W/" + get(SMALL).headers().firstValue("etag").orElseThrow();

    assertThat(get(SMALL, "if-none-match", weak).statusCode()).isEqualTo(304);
    assertThat(get(SMALL, "if-match", weak).statusCode()).isEqualTo(412);
    assertThat(get(SMALL, "range", "bytes=2-4", "if-range", weak).statusCode()).isEqualTo(200);
  }

  /** It was made, and answered with 200, for who wants only what he has a part of. */
  @Test
  void whatIsToBeMade_matchesNoValidator_andIsNotMadeForWhoWantsThatOne() throws Exception {
    for (String etags : List.of("\"x\"", "W/\"x\"", "\"x\", \"y\"")) {
      HttpResponse<String> answer = get(SMALL, "if-match", etags);
      assertThat(answer.statusCode()).isEqualTo(412);
      assertThat(answer.headers().firstValue("cache-control")).isEmpty();
    }
    assertThat(farm.transcoder().started()).isZero();
    farm.transcoder().answerAtOnce(Buffer.buffer("media"));
    HttpResponse<String> any = get(SMALL, "if-match", "*");

    assertThat(any.statusCode()).isEqualTo(200);
    assertThat(any.body()).isEqualTo("media");
  }

  /** A list may stand on several lines (RFC 9110, section 5.3). */
  @Test
  void validatorsOnSeveralLines_areOneList() throws Exception {
    store(SMALL, "123456789");
    String etag = get(SMALL).headers().firstValue("etag").orElseThrow();

    assertThat(get(SMALL, "if-match", "\"x\"", "if-match", etag).statusCode()).isEqualTo(200);
    assertThat(get(SMALL, "if-none-match", "\"x\"", "if-none-match", etag).statusCode())
        .isEqualTo(304);
    get(TestFarm.ASSET, "if-match", "\"x\"", "if-match", "\"y\"");
    assertThat(farm.origin().requests())
        .last()
        .satisfies(
            sent -> assertThat(sent.headers().getAll("if-match")).containsExactly("\"x\", \"y\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"if-modified-since", "if-unmodified-since", "if-range"})
  void conditionThatIsNoDate_isAsIfItWasNotThere(String field) throws Exception {
    store(SMALL, "123456789");

    for (String value : List.of("never", "x".repeat(500), "1")) {
      var answer = get(SMALL, "range", "bytes=2-4", field, value);
      assertThat(answer.statusCode()).isEqualTo(field.equals("if-range") ? 200 : 206);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 2044 08:49:37 GMT",
        "Sunday, 06-Nov-44 08:49:37 GMT",
        "Sun Nov  6 08:49:37 2044"
      })
  void dateOfACondition_isReadInAllThreeForms(String later) throws Exception {
    store(SMALL, "123456789");

    assertThat(get(SMALL, "if-modified-since", later).statusCode()).isEqualTo(304);
    assertThat(get(SMALL, "if-unmodified-since", later.replace("44", "14")).statusCode())
        .isEqualTo(412);
  }

  @Test
  void headOfARenditionThatIsNotStored_startsNothing_andSaysSo() throws Exception {
    HttpResponse<String> answer = head(SMALL);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("video/mp4");
    assertThat(cacheStatus(answer)).isEqualTo("media-router; fwd=miss; detail=on-demand-exact");
    assertThat(farm.transcoder().started()).isZero();
  }

  @Test
  void storedRendition_isFetchedWithoutTheClientsCredentials() throws Exception {
    store(SMALL, "stored");
    farm.distributor().requests().clear();

    get(SMALL, "authorization", "Bearer secret", "cookie", "session=1", "range", "bytes=0-1");

    var seen = farm.distributor().requests().get(0).headers();
    assertThat(seen.names()).doesNotContain("authorization", "cookie", "x-forwarded-for");
    assertThat(seen.get("range")).isEqualTo("bytes=0-1");
  }

  @Test
  void originalInPlaceOfALostRendition_isStillAskedForInTheClientsWords() throws Exception {
    store(SMALL, "lost");
    farm.distributor().files().clear();
    farm.transcoder().behave(request -> request.response().setStatusCode(500).end());

    HttpResponse<String> answer = get(SMALL, "range", "bytes=4-11", "x-own", "kept");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("original");
    var requests = farm.origin().requests();
    assertThat(requests.get(requests.size() - 1).getHeader("x-own")).isEqualTo("kept");
  }

  @Test
  void twoClients_shareOneTranscode() throws Exception {
    InputStream one = begin(SMALL);
    InputStream other = begin(SMALL);
    farm.transcoder().write("shared");
    farm.transcoder().end();

    assertThat(one.readAllBytes()).asString().isEqualTo("shared");
    assertThat(other.readAllBytes()).asString().isEqualTo("shared");
    assertThat(farm.transcoder().started()).isEqualTo(1);
  }

  @Test
  void theClientThatJoinsATranscode_isToldThatItsRequestWasCollapsed() throws Exception {
    HttpResponse<InputStream> first = beginAnswer(SMALL);
    HttpResponse<InputStream> second = beginAnswer(SMALL);
    farm.transcoder().end();

    assertThat(cacheStatus(first)).doesNotContain("collapsed");
    assertThat(cacheStatus(second)).contains("; collapsed;");
    second.body().readAllBytes();
  }

  @Test
  void clientThatLeaves_takesItsTranscodeAlong() throws Exception {
    InputStream body = begin(SMALL);

    body.close();

    await().untilAsserted(() -> assertThat(farm.transcoder().cancelled()).isEqualTo(1));
    assertThat(farm.distributor().files()).isEmpty();
  }

  @Test
  void clientThatLeaves_leavesTheTranscodeToTheOther() throws Exception {
    InputStream leaving = begin(SMALL);
    InputStream staying = begin(SMALL);

    leaving.close();
    farm.transcoder().write("for one");
    farm.transcoder().end();

    assertThat(staying.readAllBytes()).asString().isEqualTo("for one");
    await().untilAsserted(() -> assertThat(farm.distributor().files()).hasSize(1));
  }

  @Test
  void transcodeThatBreaks_isSeenAsBroken_andNotStored() throws Exception {
    InputStream body = begin(SMALL);
    farm.transcoder().breakOff();

    assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    assertThat(farm.distributor().files()).isEmpty();
    store(SMALL, "well done");
    assertThat(get(SMALL).body()).isEqualTo("\nwell done");
  }

  @Test
  void unknownAsset_is404_withAndWithoutRendition() throws Exception {
    assertProblem(get("films/none.mp4"), 404, "Unknown asset");
    assertProblem(get("films/none.mp4?preset=360p"), 404, "Unknown asset");
  }

  @Test
  void parameterThatCannotBeServed_isToldByName() throws Exception {
    HttpResponse<String> answer = get(TestFarm.ASSET + "?height=361");

    assertProblem(answer, 400, "Invalid parameter");
    assertThat(answer.body()).contains("\"parameter\":\"height\"", "even numbers");
    assertProblem(get(TestFarm.ASSET + "?start=11"), 400, "Invalid parameter");
  }

  @Test
  void noTranscodingServerThatWorks_degradesToTheOriginal() throws Exception {
    get(SMALL + "&format=jpeg&t=99");
    farm.transcoder().behave(request -> request.response().setStatusCode(500).end());

    HttpResponse<String> answer = get(SMALL);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("the original, as it is");
    assertThat(cacheStatus(answer)).contains("pass-through");
  }

  @Test
  void whatNobodyCanServe_is503_withRetryAfterAndWhy() throws Exception {
    get(SMALL + "&start=99");
    farm.transcoder().behave(request -> request.response().setStatusCode(503).end());

    HttpResponse<String> answer = get(SMALL + "&start=2");

    assertProblem(answer, 503, "No way to serve this now");
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void copyThatWentMissing_isForgotten_andMadeAgain() throws Exception {
    store(SMALL, "lost");
    farm.distributor().files().clear();

    InputStream body = begin(SMALL);
    farm.transcoder().write("again");
    farm.transcoder().end();

    assertThat(body.readAllBytes()).asString().isEqualTo("again");
  }

  private void store(String target, String output) throws Exception {
    InputStream body = begin(target);
    farm.transcoder().write(output);
    farm.transcoder().end();
    body.readAllBytes();
    await().untilAsserted(() -> assertThat(cacheStatus(head(target))).contains("; hit;"));
  }

  /** Sends a request for a rendition that is not stored, and gives it the first, empty, byte. */
  private InputStream begin(String target) throws Exception {
    return beginAnswer(target).body();
  }

  private HttpResponse<InputStream> beginAnswer(String target) throws Exception {
    int before = farm.transcoder().started();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request(target).build(), BodyHandlers.ofInputStream());
    await()
        .until(
            () ->
                farm.transcoder().started() > before
                    || farm.proxy().routing().transcodes().all().stream()
                        .anyMatch(t -> t.bytes() > 0));
    if (farm.transcoder().started() > before) {
      farm.transcoder().write("\n");
    }
    assertThat(answer.get().body().read()).isEqualTo('\n');
    return answer.get();
  }

  private HttpResponse<String> head(String target) throws Exception {
    return client.send(
        request(target).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String target, String... headers) throws Exception {
    HttpRequest.Builder request = request(target);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(farm.url(target)));
  }

  private static String cacheStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("none");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String title) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"title\":\"" + title + "\"");
    assertThat(cacheStatus(answer)).startsWith("media-router;");
  }
}
