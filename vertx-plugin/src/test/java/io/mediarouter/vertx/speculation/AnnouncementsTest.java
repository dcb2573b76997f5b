package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.NextRequest;
import io.mediarouter.speculate.Announcement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private static final AssetId CURRENT = new AssetId("s/0.mp4");

  private Instant now = Instant.parse("2030-01-01T12:00:00Z");
  private final Announcements announcements = new Announcements(() -> now);

  private static NextRequest piece(int number) {
    return new NextRequest(new AssetId("s/" + number + ".mp4"), RenditionRequest.DEFAULT);
  }

  private List<String> believed() {
    return announcements.believed().stream().map(each -> each.next().path()).toList();
  }

  @Test
  void latestWordOfAPiece_counts() {
    announcements.note(CURRENT, List.of(piece(1), piece(2)));
    now = now.plusSeconds(10);
    announcements.note(CURRENT, List.of(piece(2)));

    assertThat(announcements.believed())
        .extracting(Announcement::ahead, Announcement::at)
        .containsExactly(tuple(1, now.minusSeconds(10)), tuple(1, now));
  }

  @Test
  void whatIsNotBelievedAnyMore_isForgotten() {
    announcements.note(CURRENT, List.of(piece(1)));
    now = now.plus(Announcement.BELIEVED).minusMillis(1);
    announcements.note(CURRENT, List.of(piece(2)));
    now = now.plusMillis(1);

    assertThat(believed()).containsExactly("s/2.mp4");
  }

  @Test
  void piecesAreBounded_andTheOldestGo() {
    IntStream.rangeClosed(1, Announcements.MOST + 3)
        .forEach(number -> announcements.note(CURRENT, List.of(piece(number))));

    assertThat(believed()).hasSize(Announcements.MOST).startsWith("s/4.mp4");
  }
}
