package io.mediarouter.vertx.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.OddOrigin;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films as they lie at origins that give all of them or nothing. */
class OriginWithoutPartsTest {
  private final Vertx vertx = Vertx.vertx();
  private final OddOrigin origin = new OddOrigin(vertx, "unused");
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: origin, url: "%s", id: odd, path: odd/}
          """
              .formatted(origin.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "false, 'ftyp moov mdat', direct",
    "false, 'ftyp free moov mdat', direct",
    "false, 'ftyp mdat moov', on-demand-exact",
    "false, 'ftyp free mdat', on-demand-exact",
    "true, 'ftyp mdat moov', direct",
    "false, 'ftyp', direct"
  })
  void filmWithItsIndexAtTheEnd_isDirectOnlyWhereItsEndCanBeHadFirst(
      boolean parts, String boxes, String option) throws Exception {
    origin.file(film(boxes));
    if (!parts) {
      origin.withoutRanges();
    }

    HttpResponse<String> told =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(farm.adminUrl("explain?url=/media/odd/film.mp4%3Fheight=720")))
                .build(),
            BodyHandlers.ofString());

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(told.body()).contains("\"option\":\"" + option + "\"");
  }

  private static String film(String boxes) {
    return Arrays.stream(boxes.split(" "))
        .map(type -> "\u0000\u0000\u0000\u0030" + type + "x".repeat(40))
        .collect(Collectors.joining());
  }
}
