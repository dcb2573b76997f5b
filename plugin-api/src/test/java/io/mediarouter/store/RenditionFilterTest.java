package io.mediarouter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.stream.SegmentIndex;
import org.junit.jupiter.api.Test;

class RenditionFilterTest {
  private static final AssetId CLIP = new AssetId("films/clip.mp4");

  @Test
  void anAsset_isMeantWithItsSegments_andNotWithWhatBeginsLikeIt() {
    var filter = new RenditionFilter(CLIP, "", null, null, null);

    assertThat(filter.accepts(CLIP)).isTrue();
    assertThat(filter.accepts(new AssetId(CLIP.path() + SegmentIndex.BELOW + "h264/0"))).isTrue();
    assertThat(filter.accepts(new AssetId("films/clip.mp4.bak"))).isFalse();
    assertThat(filter.accepts(new AssetId("films/clip.mp4/other.mp4"))).isFalse();
  }

  @Test
  void prefix_isThatOfPaths() {
    var filter = new RenditionFilter(null, "films/", null, null, null);

    assertThat(filter.isAll()).isFalse();
    assertThat(filter.accepts(CLIP)).isTrue();
    assertThat(filter.accepts(new AssetId("news/a.mp4"))).isFalse();
    assertThat(RenditionFilter.ALL.isAll()).isTrue();
  }
}
