package io.mediarouter.stream;

import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;

/**
 * Subtitles of a stream, WebVTT in one file.
 *
 * @param name in addresses, {@code [A-Za-z0-9._-]{1,64}}, unique in its stream
 * @param track which of the source's tracks of subtitles, from 0 as they lie in it
 * @param language BCP 47; empty = not known
 * @param label what viewers see; not empty
 * @param forced whether only foreign speech is translated, so that they are always shown
 */
public record Subtitles(String name, int track, String language, String label, boolean forced) {
  public Subtitles {
    StreamNames.check(name);
  }

  /** The rendition that they are. */
  public Rendition rendition() {
    return new Rendition(
        Format.VTT, null, null, 0, 0, Fit.INSIDE, 0, 0, 0, 0, 0, 0, Treatment.ofTrack(track + 1));
  }
}
