package io.mediarouter.vertx.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedFormTest {
  private static final AssetId ASSET = new AssetId("a.mp4");

  private static MediaRequest request() {
    RenditionRequest height =
        RenditionParameters.read(Map.of("height", "360"), RenditionRequest.DEFAULT);
    return new MediaRequest(
        ASSET, height, null, null, ClientAbilities.UNKNOWN, new Priority(3), null, "client");
  }

  private static AssetEntry entry(SourceProperties source) {
    return new AssetEntry(ASSET, source, Instant.EPOCH, List.of());
  }

  @Test
  void form_isWorkedOutOnce_whileItsSourceIsTheSame() {
    var form = new AskedForm();
    MediaRequest request = request();
    SourceProperties source = Sources.clip720p();

    assertThat(form.of(request, entry(source))).isSameAs(form.of(request, entry(source)));
  }

  @Test
  void sourceThatHasChanged_isAskedForAnew() {
    var form = new AskedForm();
    MediaRequest request = request();

    var ofClip = form.of(request, entry(Sources.clip720p()));
    var ofUpright = form.of(request, entry(Sources.phoneVideo()));

    assertThat(ofUpright).isNotEqualTo(ofClip);
  }
}
