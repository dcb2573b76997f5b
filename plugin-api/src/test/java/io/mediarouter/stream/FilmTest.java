package io.mediarouter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which whole renditions are films that a stream's segments give. */
class FilmTest {
  private static final SourceProperties SOURCE = Sources.clip720p();
  private static final Map<String, String> PRESET = Map.of("shorter", "360", "vb", "700k");

  private static RenditionRequest request(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(PRESET);
    all.putAll(more);
    return RenditionParameters.read(all, RenditionRequest.DEFAULT);
  }

  private static Optional<Film> film(Map<String, String> more) {
    Rendition whole = RenditionResolver.resolve(request(more), SOURCE);
    List<Rung> rungs =
        StreamLadder.rungs(List.of(new StreamLadder.Step("360p", request(Map.of()))), SOURCE);
    var stream =
        new MediaStream(
            StreamLadder.grid(SOURCE, 4),
            rungs,
            StreamTracks.sounds(SOURCE, List.of(AudioCodec.AAC), false));
    return Film.of(whole, stream, rungs.get(0));
  }

  @Test
  void wholeRenditionOfARungsPreset_hasItsPictureAndTheUsualSound() {
    Film film = film(Map.of()).orElseThrow();
    assertThat(film.tracks()).hasSize(2);
    assertThat(Film.parts(film.tracks().get(0)))
        .hasSize(film.segments() + 1)
        .doesNotHaveDuplicates();
  }

  @Test
  void pieceOfIt_anotherSize_anotherContainer_orBetterSound_isNoFilmOfIt() {
    assertThat(film(Map.of("start", "2"))).isEmpty();
    assertThat(film(Map.of("duration", "5"))).isEmpty();
    assertThat(film(Map.of("shorter", "240"))).isEmpty();
    assertThat(film(Map.of("fps", "15"))).isEmpty();
    assertThat(film(Map.of("format", "webm"))).isEmpty();
    assertThat(film(Map.of("vcodec", "hevc"))).isEmpty();
  }
}
