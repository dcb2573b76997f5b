package io.mediarouter.vertx.proxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Sources;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredFieldsTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final String SHA_256 = "00".repeat(31) + "ff";

  private final StoredFields fields =
      new StoredFields(InstantSource.fixed(NOON.plusSeconds(7)), () -> Duration.ofHours(1), false);

  private static StoredRendition stored(String etag) {
    RenditionRequest height =
        RenditionParameters.read(Map.of("height", "360"), RenditionRequest.DEFAULT);
    return new StoredRendition(
        RenditionResolver.resolve(height, Sources.clip720p()),
        "\"v1\"",
        "a/360",
        9,
        etag,
        NOON,
        List.of("d1"));
  }

  private MultiMap described(StoredRendition stored) {
    var entry = new AssetEntry(new AssetId("a.mp4"), Sources.clip720p(), NOON, List.of(stored));
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    fields.describe(headers, 200, stored, entry);
    return headers;
  }

  @Test
  void file_isDescribedByItsValidatorsItsDigestAndItsAge() {
    MultiMap headers = described(stored('"' + SHA_256 + '"'));

    assertThat(headers.get("etag")).isEqualTo('"' + SHA_256 + '"');
    assertThat(headers.get("last-modified")).isEqualTo("Sat, 28 Nov 2026 12:00:00 GMT");
    assertThat(headers.get("repr-digest"))
        .isEqualTo("sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8=:");
    assertThat(headers.get("age")).isEqualTo("7");
  }

  @Test
  void whatStaysTheSameOfAFile_isWrittenOnce_howeverManyAskForIt() {
    StoredRendition stored = stored('"' + SHA_256 + '"');

    MultiMap first = described(stored);
    MultiMap second = described(stored);

    assertThat(second.get("last-modified")).isSameAs(first.get("last-modified"));
    assertThat(second.get("repr-digest")).isSameAs(first.get("repr-digest"));
  }

  @Test
  void otherFileInItsPlace_isDescribedAsItIs() {
    assertThat(described(stored('"' + SHA_256 + '"')).get("repr-digest")).isNotNull();
    assertThat(described(stored("\"other\"")).get("repr-digest")).isNull();
  }
}
