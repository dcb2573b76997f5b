package io.mediarouter.vertx.farm;

import io.mediarouter.media.Copied;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rendition as the parameters by which transcoding servers are asked for it. */
final class RenditionFields {
  /** The parameters that tell which part of the source is taken. */
  static final String START = "start";

  static final String DURATION = "duration";

  private static final String COPY = "copy";

  private RenditionFields() {}

  /** The parameters that are not left to the server, such as {@code height} = {@code 360}. */
  static Map<String, String> of(Rendition rendition) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("format", rendition.format().token());
    putCodecs(fields, rendition);
    putNumber(fields, "width", rendition.width());
    putNumber(fields, "height", rendition.height());
    if (rendition.fit() != Fit.INSIDE) {
      fields.put("fit", rendition.fit().token());
    }
    putNumber(fields, "vb", rendition.videoBitRate());
    putNumber(fields, "ab", rendition.audioBitRate());
    putThousandths(fields, "fps", rendition.milliFps());
    putThousandths(fields, "t", rendition.atMillis());
    putThousandths(fields, START, rendition.startMillis());
    putThousandths(fields, DURATION, rendition.durationMillis());
    put(fields, rendition.treatment());
    return fields;
  }

  /** The same, with what is taken over from the source as it is; that is not described. */
  static Map<String, String> of(Rendition rendition, Copied copied) {
    Map<String, String> fields = of(rendition);
    if (copied.picture()) {
      fields.put("vcodec", COPY);
      fields.keySet().removeAll(List.of("width", "height", "vb"));
    }
    if (copied.sound()) {
      fields.put("acodec", COPY);
      fields.remove("ab");
    }
    return fields;
  }

  private static void put(Map<String, String> fields, Treatment treatment) {
    if (treatment.loudness() != 0) {
      fields.put("loudness", Integer.toString(treatment.loudness()));
    }
    putThousandths(fields, "every", treatment.everyMillis());
    putNumber(fields, "tiles", treatment.tiles());
    if (treatment.track() > 0) {
      fields.put("track", Integer.toString(treatment.track() - 1));
    }
  }

  private static void putCodecs(Map<String, String> fields, Rendition rendition) {
    var video = rendition.videoCodec();
    var audio = rendition.audioCodec();
    if (video != null) {
      fields.put("vcodec", video.token());
    }
    if (audio != null) {
      fields.put("acodec", audio.token());
    } else if (rendition.format().isVideo()) {
      fields.put("acodec", "none");
    }
  }

  private static void putNumber(Map<String, String> fields, String name, long number) {
    if (number > 0) {
      fields.put(name, Long.toString(number));
    }
  }

  private static void putThousandths(Map<String, String> fields, String name, long thousandths) {
    if (thousandths > 0) {
      fields.put(name, BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString());
    }
  }
}
