package io.mediarouter.state.codec;

import static io.mediarouter.state.StateSamples.CLIP;
import static io.mediarouter.state.StateSamples.NOON;
import static io.mediarouter.state.StateSamples.clipInVersion;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.small;
import static io.mediarouter.state.StateSamples.stored;
import static io.mediarouter.state.StateSamples.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
  @Test
  void recordMadeOfAnother_hasItsUnknownFields_onEachLevel() {
    BatchJob before = Newer.written(BatchJob.class, job("j1"), "n");

    JsonNode after = read(UnknownFields.carry(before, before.ownedBy("p")));

    assertThat(Newer.note(after)).isEqualTo("n");
    assertThat(Newer.note(after.path("tasks").path(0))).isEqualTo("n");
    assertThat(after.path("owner").asText()).isEqualTo("p");
  }

  @Test
  void recordMadeOfAnother_equalsItself_withWhatIsUnknown() {
    BatchJob before = Newer.written(BatchJob.class, job("j1"), "n");

    assertThat(UnknownFields.carry(before, before.ownedBy("p"))).isEqualTo(job("j1").ownedBy("p"));
    assertThat(before).isEqualTo(job("j1"));
  }

  @Test
  void partThatOthersHaveToo_isNotTouched() {
    BatchJob known = job("j1");
    BatchJob before = Newer.written(BatchJob.class, known, "n");

    // The same terms, standing and rendition as those of each job that is new.
    BatchJob after = UnknownFields.carry(before, known);

    assertThat(Newer.note(read(after))).isEqualTo("n");
    assertThat(read(known).toString()).doesNotContain("note");
    assertThat(Newer.read(JobTerms.class, JobTerms.NONE).toString()).doesNotContain("note");
  }

  @Test
  void anotherVersionOfASource_hasNothingOfTheOneBefore() {
    var before = Newer.written(AssetEntry.class, entry("\"v1\""), "n");

    var after = UnknownFields.carry(before, entry("\"v2\""));
    JsonNode read = Newer.read(AssetEntry.class, after);

    assertThat(Newer.note(read)).isEqualTo("n");
    assertThat(Newer.note(read.path("source"))).isEmpty();
    assertThat(Newer.note(read.path("source").path("video"))).isEmpty();
  }

  @Test
  void fileBesideOthers_keepsItsOwn() {
    var small = stored(small(), "\"a\"", "d1");
    var tiny = stored(tiny(), "\"b\"", "d1");
    var before =
        Newer.written(
            AssetEntry.class,
            new AssetEntry(CLIP, Sources.clip720p(), NOON, List.of(small, tiny)),
            "n");

    var after =
        UnknownFields.carry(
            before,
            new AssetEntry(CLIP, Sources.clip720p(), NOON, List.of(tiny.on(List.of("d7")))));
    JsonNode files = Newer.read(AssetEntry.class, after).path("renditions");

    assertThat(files).hasSize(1);
    assertThat(Newer.note(files.path(0))).isEqualTo("n");
    assertThat(files.path(0).path("serverIds").path(0).asText()).isEqualTo("d7");
  }

  private static JsonNode read(BatchJob job) {
    return Newer.read(BatchJob.class, job);
  }

  private static AssetEntry entry(String version) {
    return new AssetEntry(CLIP, clipInVersion(version), NOON, List.of());
  }
}
