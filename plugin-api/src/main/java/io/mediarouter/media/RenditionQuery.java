package io.mediarouter.media;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The writer of canonical renditions as requests for just them. */
public final class RenditionQuery {
  private RenditionQuery() {}

  /**
   * The query that asks for just {@code rendition}, such as {@code
   * format=mp4&vcodec=h264&width=640}.
   */
  public static String of(Rendition rendition) {
    var query = new StringBuilder("format=").append(rendition.format().token());
    VideoCodec video = rendition.videoCodec();
    if (video != null) {
      query.append("&vcodec=").append(video.token());
    }
    AudioCodec audio = rendition.audioCodec();
    if (audio != null) {
      query.append("&acodec=").append(audio.token());
    } else if (rendition.format().isVideo()) {
      query.append("&acodec=none");
    }
    number(query, "width", rendition.width());
    number(query, "height", rendition.height());
    if (rendition.fit() != Fit.INSIDE) {
      query.append("&fit=").append(rendition.fit().token());
    }
    number(query, "vb", rendition.videoBitRate());
    number(query, "ab", rendition.audioBitRate());
    thousandths(query, "fps", rendition.milliFps());
    thousandths(query, "t", rendition.atMillis());
    thousandths(query, "start", rendition.startMillis());
    thousandths(query, "duration", rendition.durationMillis());
    if (rendition.treatment().loudness() != 0) {
      query.append("&loudness=").append(rendition.treatment().loudness());
    }
    thousandths(query, "every", rendition.treatment().everyMillis());
    if (rendition.isCutAtKeys()) {
      query.append("&cut=").append(rendition.treatment().cut().token());
    }
    return query.toString();
  }

  private static void number(StringBuilder query, String name, long value) {
    if (value > 0) {
      query.append('&').append(name).append('=').append(value);
    }
  }

  private static void thousandths(StringBuilder query, String name, long value) {
    if (value > 0) {
      var decimal = BigDecimal.valueOf(value, 3).stripTrailingZeros().toPlainString();
      query.append('&').append(name).append('=').append(decimal);
    }
  }

  /** The request for just {@code rendition}. */
  public static RenditionRequest request(Rendition rendition) {
    return new RenditionRequest(
        rendition.format(),
        rendition.videoCodec(),
        rendition.audioCodec(),
        rendition.audioCodec() == null,
        exactly(rendition.width()),
        exactly(rendition.height()),
        null,
        rendition.fit(),
        exactly(rendition.milliFps()),
        exactly(rendition.videoBitRate()),
        exactly(rendition.audioBitRate()),
        rendition.atMillis(),
        rendition.startMillis(),
        rendition.durationMillis(),
        rendition.treatment());
  }

  private static @Nullable IntRange exactly(int value) {
    return value == 0 ? null : IntRange.exactly(value);
  }
}
