package io.mediarouter.vertx.farm;

import io.mediarouter.stream.Rung;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.Sound;
import io.mediarouter.stream.StreamTrack;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A track of a stream as the parameters by which transcoding servers are asked for its segments.
 */
final class TrackFields {
  private TrackFields() {}

  /** The parameters that are not left to the server, such as {@code rate} = {@code 24000/1001}. */
  static Map<String, String> of(StreamTrack track) {
    Map<String, String> fields = new LinkedHashMap<>();
    Rung rung = track.rung();
    Sound sound = track.sound();
    if (rung != null) {
      put(fields, rung);
    }
    if (sound != null) {
      put(fields, sound);
    }
    put(fields, rung == null ? track.grid() : track.grid().at(rung.rate()));
    return fields;
  }

  private static void put(Map<String, String> fields, Rung rung) {
    fields.put("vcodec", rung.codec().token());
    fields.put("width", Integer.toString(rung.width()));
    fields.put("height", Integer.toString(rung.height()));
    fields.put("vb", Integer.toString(rung.bitRate()));
    if (rung.level() > 0) {
      fields.put("level", Integer.toString(rung.level()));
    }
  }

  private static void put(Map<String, String> fields, Sound sound) {
    fields.put("acodec", sound.codec().token());
    fields.put("ab", Integer.toString(sound.bitRate()));
    if (sound.isSurround()) {
      fields.put("channels", Integer.toString(sound.channels()));
    }
    if (sound.track() >= 0) {
      fields.put("track", Integer.toString(sound.track()));
    }
  }

  private static void put(Map<String, String> fields, SegmentGrid grid) {
    fields.put("rate", grid.rate().toString());
    fields.put("frames", Integer.toString(grid.framesPerSegment()));
    fields.put("total", Long.toString(grid.totalFrames()));
  }
}
