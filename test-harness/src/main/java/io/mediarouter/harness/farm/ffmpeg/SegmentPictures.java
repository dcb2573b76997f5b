package io.mediarouter.harness.farm.ffmpeg;

import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.SegmentGrid;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that make segments of a picture which fit those that others make. Time stamps are
 * the source's own ({@code -copyts}), so that each frame falls into the same place of the grid
 * wherever reading began; what is read before the first one is cut off by number.
 */
final class SegmentPictures {
  /** How long before a segment its source is read: frames are shown later than decoded. */
  private static final double LEAD_SECONDS = 0.2;

  /** How much a source may be shorter than it says before that is an error, seconds. */
  private static final double LACKING_SECONDS = 1;

  private final SegmentOrder order;
  private final SegmentGrid grid;
  private final MediaInfo info;
  private final @Nullable Reach reach;

  SegmentPictures(SegmentOrder order, MediaInfo info, @Nullable Reach reach) {
    this.order = order;
    this.grid = order.grid();
    this.info = info;
    this.reach = reach;
  }

  /** Where reading begins; nothing at the beginning. */
  List<String> seek() {
    double from = from();
    return from <= 0
        ? List.of("-copyts")
        : List.of("-copyts", "-noaccurate_seek", "-ss", seconds(from + info.startSeconds()));
  }

  private double from() {
    double start = grid.startSeconds(order.first());
    if (start <= info.lengths().videoStart() + LEAD_SECONDS) {
      return 0;
    }
    Double end = info.lengths().videoSeconds();
    double wanted = end == null ? start : Math.min(start, Math.max(0, end - 1));
    double lead = wanted - LEAD_SECONDS;
    return reach == null ? lead : reach.from(BigDecimal.valueOf(Math.max(0, lead))).doubleValue();
  }

  private static String seconds(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP).toPlainString();
  }

  /** The filters up to the frames of the grid, and nothing of their form. */
  String choice() {
    long first = grid.firstFrame(order.first());
    long end = grid.firstFrame(order.first() + order.count());
    List<String> filters = new ArrayList<>();
    filters.add("setpts=PTS-" + seconds(shift()) + "/TB");
    filters.add("fps=" + grid.rate() + ":round=near" + (from() <= 0 ? ":start_time=0" : ""));
    filters.add("tpad=stop=" + lacking() + ":stop_mode=clone");
    filters.add("trim=start_pts=" + first + ":end_pts=" + end);
    filters.add("setpts=PTS-" + first);
    return String.join(",", filters);
  }

  /**
   * What the source's time stamps are ahead of the grid. Its frames are put onto the grid's, not
   * between two of them where rounding would choose.
   */
  private double shift() {
    double start = info.lengths().videoStart();
    double frame = 1 / grid.rate().perSecond();
    return info.startSeconds() + start - Math.rint(start / frame) * frame;
  }

  /** How many frames the last one may stand for; -1 = any number. */
  private long lacking() {
    Double end = info.lengths().videoSeconds();
    return end == null || info.lengths().estimated()
        ? -1
        : (long)
            Math.ceil(
                (Math.max(0, grid.totalSeconds() - end) + LACKING_SECONDS)
                    * grid.rate().perSecond());
  }

  /** What is told to the encoder and the muxer beside filters and codec. */
  List<String> layout() {
    FrameRate rate = grid.rate();
    String distance = Integer.toString(grid.framesPerSegment());
    List<String> arguments = new ArrayList<>(List.of("-g", distance, "-keyint_min", distance));
    long frames = grid.frames(order.first(), order.count());
    arguments.addAll(List.of("-frames:v", Long.toString(frames)));
    arguments.addAll(List.of("-enc_time_base", rate.seconds() + "/" + rate.frames()));
    arguments.addAll(List.of("-video_track_timescale", Integer.toString(rate.timescale())));
    arguments.addAll(List.of("-output_ts_offset", seconds(grid.startSeconds(order.first()))));
    arguments.addAll(List.of("-avoid_negative_ts", "disabled"));
    arguments.addAll(
        List.of(
            "-movflags",
            "+frag_keyframe+empty_moov+default_base_moof+skip_trailer+frag_discont"
                + "+negative_cts_offsets"));
    arguments.addAll(List.of("-flush_packets", "1", "-f", "mp4", "pipe:1"));
    return arguments;
  }

  /** The profile and level that playlists tell. */
  List<String> level() {
    Integer level = order.level();
    return level == null || order.videoCodec() != VideoCodec.H264
        ? List.of()
        : List.of("-profile:v", "high", "-level:v", level / 10 + "." + level % 10);
  }
}
