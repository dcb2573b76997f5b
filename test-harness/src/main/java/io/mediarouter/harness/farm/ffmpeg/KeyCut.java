package io.mediarouter.harness.farm.ffmpeg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that copy a piece of a source: its picture from a key frame on, which is where the
 * output's time begins, and its sound from then on.
 *
 * @param key the key frame; null: there is no picture, and sound can begin anywhere
 * @param container of the source
 */
record KeyCut(
    TranscodeSpec order, MediaInfo info, @Nullable KeyFrame key, ContainerFormat container) {
  /** What time stamps are rounded to, at most. */
  private static final double TICK = 0.001;

  /** From where a container is read that is sought by time, so that the key frame is not missed. */
  private static final double LEAD = 5;

  /** Samples of a frame, the most that the codecs have. */
  private static final double SOUND_SAMPLES = 1152;

  /** Of AAC; of Opus, at its rate, there are more in a second. */
  private static final double FEWER_SAMPLES = 1024;

  private static final double USUAL_RATE = 44_100;

  /** Where reading begins. */
  List<String> seek() {
    double from = from();
    return from <= 0 ? List.of() : List.of("-ss", seconds(from));
  }

  private double from() {
    if (key == null) {
      return order.start().doubleValue() - soundFrame(SOUND_SAMPLES);
    }
    return Math.max(0, container.leadsToKeyFrames() ? key.shown() - TICK : key.shown() - LEAD);
  }

  /** What of that is left out, and where the output's time begins and ends. */
  List<String> borders() {
    double skipped = skipped();
    List<String> arguments = new ArrayList<>(List.of("-copypriorss", "0"));
    if (skipped > 0) {
      arguments.addAll(List.of("-ss", seconds(skipped)));
    }
    double begins = Math.max(0, from()) + skipped;
    BigDecimal duration = order.duration();
    if (duration != null) {
      double end = order.start().add(duration).doubleValue();
      arguments.addAll(List.of("-t", seconds(end - begins)));
    }
    arguments.addAll(key == null ? List.of("-avoid_negative_ts", "make_zero") : shift(begins));
    return arguments;
  }

  private List<String> shift(double begins) {
    double shown = Objects.requireNonNull(key, "key").shown();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-output_ts_offset", seconds(begins - shown)));
    // Pictures that are shown before the key frame, but decoded after it, need those before it.
    arguments.addAll(List.of("-bsf:v", "noise=drop=lt(pts\\,startpts)"));
    String sound = String.join(",", soundFilters());
    arguments.addAll(sound.isEmpty() ? List.of() : List.of("-bsf:a", sound));
    return arguments;
  }

  /** Packets are left out by when they are decoded. */
  private double skipped() {
    if (key == null || container.leadsToKeyFrames()) {
      return 0;
    }
    return Math.max(0, decoded() - TICK - from());
  }

  private double decoded() {
    KeyFrame known = Objects.requireNonNull(key, "key");
    return known.decoded() == null ? known.shown() : known.decoded();
  }

  /** What is heard while the key frame waits to be shown is left out too. */
  private List<String> soundFilters() {
    List<String> filters = new ArrayList<>();
    int early =
        skipped() > 0 && key != null
            ? (int) ((key.shown() - decoded()) / soundFrame(FEWER_SAMPLES))
            : 0;
    if (early > 0) {
      filters.add("noise=drop=lt(n\\," + early + ")");
    }
    if (TrackArguments.isToldOnce(order, info.audio())) {
      filters.add("aac_adtstoasc");
    }
    return filters;
  }

  private double soundFrame(double samples) {
    MediaInfo.Audio audio = info.audio();
    double rate = audio == null || audio.sampleRate() <= 0 ? USUAL_RATE : audio.sampleRate();
    return samples / rate;
  }

  private static String seconds(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP).toPlainString();
  }
}
