package io.mediarouter.harness.farm.ffmpeg;

import static java.util.Objects.requireNonNull;

import io.mediarouter.stream.SoundGrid;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments that make segments of sound which fit those that others make. Some of the encoder's
 * frames before and after them are made too, and dropped, so that borders sound as in one encode.
 * Each of its frames comes as a fragment of its own.
 */
final class SegmentSounds {
  private static final int BEFORE = 2;
  private static final int AFTER = 3;

  /** What Opus' encoder puts in front of what it is given, samples; of AAC's it is a frame. */
  private static final int OPUS_DELAY = 312;

  /** How much a source may be shorter than it says before that is an error, seconds. */
  private static final int LACKING_SECONDS = 1;

  private final SegmentOrder order;
  private final SoundGrid grid;
  private final MediaInfo info;
  private final ContainerFormat container;
  private final long first;
  private final long end;
  private final long lead;

  SegmentSounds(SegmentOrder order, MediaInfo info, ContainerFormat container) {
    this.order = order;
    this.grid = order.soundGrid();
    this.info = info;
    this.container = container;
    this.first = grid.firstFrame(order.first());
    this.end = grid.firstFrame(order.first() + order.count());
    this.lead = Math.min(BEFORE, first);
  }

  private long from() {
    return Math.max(0, start() / SoundGrid.SAMPLE_RATE - 1);
  }

  private long start() {
    return (first - lead) * grid.frameSamples();
  }

  /** Where reading begins: at a whole second, so that no rounding moves samples. */
  List<String> seek() {
    return from() == 0
        ? List.of("-copyts")
        : List.of("-copyts", "-noaccurate_seek", "-ss", seconds(from() + info.startSeconds()));
  }

  private static String seconds(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP).toPlainString();
  }

  List<String> output() {
    List<String> arguments = new ArrayList<>(List.of("-vn", "-map", track()));
    arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"));
    AudioCodec codec = requireNonNull(order.audioCodec(), "acodec");
    arguments.addAll(List.of("-af", filters(), "-c:a", codec.encoder()));
    arguments.addAll(List.of("-ac", Integer.toString(order.soundChannels())));
    Integer bits = order.audioBitRate();
    if (bits != null) {
      arguments.addAll(List.of("-b:a", bits.toString()));
    }
    long skipped = codec == AudioCodec.OPUS ? lead : lead + 1;
    String dropped = "noise=drop='lt(n," + skipped + ")+gte(n," + (skipped + end - first) + ")'";
    arguments.addAll(List.of("-bsf:a", dropped));
    double offset = (double) first * grid.frameSamples() / SoundGrid.SAMPLE_RATE;
    arguments.addAll(List.of("-output_ts_offset", seconds(offset)));
    arguments.addAll(List.of("-avoid_negative_ts", "disabled", "-frag_duration", "1"));
    arguments.addAll(
        List.of("-movflags", "+empty_moov+default_base_moof+skip_trailer+frag_discont"));
    arguments.addAll(List.of("-flush_packets", "1", "-f", "mp4", "pipe:1"));
    return arguments;
  }

  private String track() {
    Integer asked = order.track();
    MediaInfo.Audio audio = info.audio();
    return asked != null || audio == null
        ? "0:a:" + (asked == null ? 0 : asked)
        : "0:" + audio.index();
  }

  private String filters() {
    long late = order.audioCodec() == AudioCodec.OPUS ? OPUS_DELAY : 0;
    long stop = (end + AFTER) * grid.frameSamples() + late;
    List<String> filters = new ArrayList<>();
    exactTimes().ifPresent(filters::add);
    filters.add("asetpts=PTS-" + seconds(info.startSeconds()) + "/TB");
    filters.add("aresample=48000:" + layout());
    if (info.channels(order.track()) > order.soundChannels()) {
      filters.add(TrackArguments.PEAKS);
    }
    filters.add(
        "aresample=48000:async=1:min_comp=0:min_hard_comp=0.015:first_pts="
            + from() * SoundGrid.SAMPLE_RATE);
    filters.add("apad" + lacking());
    // There are no gaps any more; silence behind a source of which nothing was read has no time.
    filters.add("asetpts=N+" + from() * SoundGrid.SAMPLE_RATE);
    filters.add("atrim=start_pts=" + (start() + late) + ":end_pts=" + stop);
    filters.add("asetpts=PTS-" + first * grid.frameSamples());
    return String.join(",", filters);
  }

  private String layout() {
    return order.soundChannels() == 2 ? TrackArguments.STEREO : TrackArguments.SURROUND;
  }

  /**
   * Where a container tells times in milliseconds, frames of a codec that are all of one length are
   * put where they must have been.
   */
  private Optional<String> exactTimes() {
    boolean rounded = container.demuxer().equals("matroska") || container.demuxer().equals("flv");
    if (!rounded || order.track() != null) {
      return Optional.empty();
    }
    String origin = seconds(info.startSeconds() + info.lengths().audioStart()) + "/TB";
    return Optional.of(
        "asetpts='st(0,%1$s+round((PTS-%1$s)/NB_SAMPLES)*NB_SAMPLES);".formatted(origin)
            + "if(lte(abs(ld(0)-PTS)*TB,0.001),ld(0),PTS)'");
  }

  /** How much silence follows what the source has; as much as is needed where nobody can tell. */
  private String lacking() {
    Double known = order.track() == null ? info.lengths().audioSeconds() : null;
    if (known == null || info.lengths().estimated()) {
      return "";
    }
    if ((double) start() / SoundGrid.SAMPLE_RATE > known - 1) {
      return "";
    }
    double seconds = Math.max(0, order.grid().totalSeconds() - known) + LACKING_SECONDS;
    return "=pad_len=" + (long) (seconds * SoundGrid.SAMPLE_RATE);
  }
}
