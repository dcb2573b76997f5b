package io.mediarouter.harness.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.client.Answer;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a stored rendition is right while some are evicted and made again. */
class AnswerCheckTest {
  private static final String TARGET = "clip.mp4?height=360";
  private static final String DIGEST_OF_NEWER =
      "sha-256=:gE9R9xJUxAgeN+fIhwc1YPSm+mza0gLprGfgMsQ+0eE=:";

  private final AnswerCheck check =
      new AnswerCheck(KnownBodies.of(Map.of(TARGET, answer(200, "first", "\"1\"", ""))));

  private static Answer answer(int status, String body, String etag, String digest) {
    var fields =
        Map.of(
            "cache-status", List.of("media-router; hit; detail=exact-cached"),
            "etag", List.of(etag),
            "content-range", List.of("bytes 0-4/5"),
            "repr-digest", digest.isEmpty() ? List.<String>of() : List.of(digest));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, HttpHeaders.of(fields, (name, value) -> true), bytes, 0, 0);
  }

  /** What was made again, under another validator, counted as a failure. */
  @ParameterizedTest
  @CsvSource({
    "200, first, '\"1\"', '',",
    "200, newer, '\"2\"', '',",
    "200, newer, '\"2\"', right,",
    "200, other, '\"2\"', right, its Repr-Digest",
    "200, newer, '\"1\"', '',    than before",
    "200, newer, '\"1\"', right, than before",
    "206, newer, '\"2\"', '',",
    "206, newer, '\"1\"', '',    than before"
  })
  void bytesAreComparedWithThoseOfTheSameValidator(
      int status, String body, String etag, String digest, String complaint) {
    var request = status == 206 ? new MixedRequest(TARGET, 0, 4) : MixedRequest.whole(TARGET);

    var found =
        check.complaint(
            request, answer(status, body, etag, digest.isEmpty() ? "" : DIGEST_OF_NEWER));

    assertThat(found.orElse("")).contains(complaint == null ? "" : complaint);
    assertThat(found.isPresent()).isEqualTo(complaint != null);
  }
}
