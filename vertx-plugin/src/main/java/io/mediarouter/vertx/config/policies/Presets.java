package io.mediarouter.vertx.config.policies;

import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import java.util.Map;
import java.util.TreeMap;

/** The renditions that requests may ask for by name without any configuration. */
public final class Presets {
  public static final Map<String, RenditionRequest> BUILT_IN =
      Map.of(
          "240p", video("240", "400k", "64k"),
          "360p", video("360", "800k", "96k"),
          "480p", video("480", "1400k", "128k"),
          "720p", video("720", "2800k", "128k"),
          "1080p", video("1080", "5M", "192k"),
          "audio", read(Map.of("format", "m4a", "acodec", "aac", "ab", "128k")),
          "preview", read(Map.of("format", "webp", "shorter", "180", "fps", "10", "duration", "3")),
          "storyboard", read(Map.of("format", "jpeg", "shorter", "90", "every", "5")),
          "thumbnail", read(Map.of("format", "jpeg", "height", "180")));

  private Presets() {}

  private static RenditionRequest video(String shorter, String videoBits, String audioBits) {
    return read(
        Map.of(
            "format", "mp4", "vcodec", "h264", "acodec", "aac", "shorter", shorter, "vb", videoBits,
            "ab", audioBits));
  }

  private static RenditionRequest read(Map<String, String> parameters) {
    return RenditionParameters.read(parameters, RenditionRequest.DEFAULT);
  }

  /** The built-in ones, those of the same name replaced. */
  static Map<String, RenditionRequest> with(Map<String, RenditionRequest> configured) {
    var all = new TreeMap<>(BUILT_IN);
    all.putAll(configured);
    return all;
  }
}
