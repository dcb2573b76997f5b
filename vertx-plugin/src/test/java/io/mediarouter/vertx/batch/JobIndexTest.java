package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobIndexTest {
  private static final AssetId FILM = new AssetId("film.mp4");
  private static final BatchTask SMALL = BatchTask.queued("height=360", RenditionRequest.DEFAULT);
  private static final BatchTask STORED = SMALL.started().stored();

  private static BatchJob job(String id, AssetId asset, BatchTask... tasks) {
    return new BatchJob(
        id, asset, List.of(tasks), Priority.BACKGROUND, Instant.ofEpochSecond(1), null);
  }

  @Test
  void making_isTheUnfinishedJobOfThatRendition() {
    var index =
        new JobIndex(
            List.of(
                job("done", FILM, STORED),
                job("other", new AssetId("other.mp4"), SMALL),
                job("wanted", FILM, SMALL)));

    assertThat(index.making(FILM, "height=360")).map(BatchJob::id).contains("wanted");
    assertThat(index.making(FILM, "height=720")).isEmpty();
    assertThat(index.making(new AssetId("none.mp4"), "height=360")).isEmpty();
  }

  @Test
  void size_countsWhatIsUnfinished() {
    assertThat(new JobIndex(List.of(job("done", FILM, STORED), job("a", FILM, SMALL))).size())
        .isEqualTo(1);
  }
}
