package io.mediarouter.harness.farm.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one ffmpeg wrote to its standard error with {@code -loglevel level+info -benchmark -progress
 * pipe:2}: progress, source length, processor time and the last complaints. Safe for use by several
 * threads.
 */
final class FfmpegLog {
  private static final Pattern OUT_TIME = Pattern.compile("out_time_us=(\\d{1,15})");
  private static final Pattern BENCHMARK =
      Pattern.compile(
          "\\[info] bench: utime=(\\d{1,9}\\.?\\d{0,9})s stime=(\\d{1,9}\\.?\\d{0,9})s rtime=.*");
  private static final Pattern DURATION =
      Pattern.compile("\\[info]   Duration: (\\d{2,6}):(\\d\\d):(\\d\\d(?:\\.\\d{1,6})?), start.*");
  private static final Pattern COMPLAINT =
      Pattern.compile("(?:\\[[^]]* @ 0x[0-9a-f]+] )?\\[(?:error|fatal|panic)] (.*)");

  /** What is wrong with an encoder in hardware, and so neither with the source nor the order. */
  private static final Pattern HARDWARE =
      Pattern.compile(
          "\\[(?:enc:)?(?:h264_(?:nvenc|qsv|vaapi)|AVHW\\w+)(?: @ 0x[0-9a-f]+)?]"
              + " \\[(?:error|fatal|panic)] (.*)");

  private static final Pattern INTEGRATED = Pattern.compile(".*\\bI:\\s+(-?[0-9.]+|-inf|nan) LUFS");
  private static final Pattern PEAK = Pattern.compile(".*\\bPeak:\\s+(-?[0-9.]+|-inf|nan) dBFS");

  /** What ffmpeg says of a source that ends too early, and then ends well. */
  private static final Pattern CUT =
      Pattern.compile(
          ".*\\[(?:warning|error|fatal)] .*(Stream ends prematurely|File ended prematurely"
              + "|partial file|corrupt input packet).*");

  /** Containers that may begin and end anywhere, as recordings do. */
  private static final Pattern OPEN_ENDED =
      Pattern.compile(
          "\\[info] Input #0,"
              + " (?:wav|w64|au|aiff|caf|mpegts|mpeg|mpegvideo|h264|hevc|loas|aac|ac3|eac3|dts|mp3|amr|ogg),"
              + " from.*");

  /** What ffmpeg says where the source could not be read on; then it ends well, too. */
  private static final Pattern BROKEN_OFF =
      Pattern.compile(".*\\[(?:error|fatal)] Error during demuxing: (Connection timed out).*");

  private static final int KEPT_COMPLAINTS = 4;
  private static final int MAX_COMPLAINT_LENGTH = 200;

  private final Deque<String> complaints = new ArrayDeque<>();
  private Progress progress = Progress.NONE;
  private @Nullable Double cpuSeconds;
  private @Nullable String cut;
  private @Nullable String brokenOff;
  private @Nullable String hardware;
  private boolean openEnded;
  private boolean empty;
  private double integrated = Double.NEGATIVE_INFINITY;
  private double peak = Double.NEGATIVE_INFINITY;

  synchronized void accept(String line) {
    Matcher outTime = OUT_TIME.matcher(line);
    if (outTime.matches()) {
      progress = new Progress(Long.parseLong(outTime.group(1)) / 1e6, progress.sourceSeconds());
      return;
    }
    Matcher benchmark = BENCHMARK.matcher(line);
    if (benchmark.matches()) {
      cpuSeconds = Double.parseDouble(benchmark.group(1)) + Double.parseDouble(benchmark.group(2));
      return;
    }
    acceptRare(line);
  }

  private void acceptRare(String line) {
    Matcher duration = DURATION.matcher(line);
    if (duration.matches() && progress.sourceSeconds() == null) {
      double seconds =
          Integer.parseInt(duration.group(1)) * 3600.0 + Integer.parseInt(duration.group(2)) * 60.0;
      progress =
          new Progress(progress.mediaSeconds(), seconds + Double.parseDouble(duration.group(3)));
    }
    acceptLoudness(line);
    lookForACut(line);
    empty |= line.contains("Output file is empty");
    Matcher complaint = COMPLAINT.matcher(line);
    if (complaint.matches()) {
      lookForHardware(line);
      keep(Sanitised.text(complaint.group(1), MAX_COMPLAINT_LENGTH));
    }
  }

  private void acceptLoudness(String line) {
    Matcher integratedNow = INTEGRATED.matcher(line);
    if (integratedNow.matches()) {
      integrated = decibels(integratedNow.group(1));
    }
    Matcher peakNow = PEAK.matcher(line);
    if (peakNow.matches()) {
      peak = decibels(peakNow.group(1));
    }
  }

  private static double decibels(String number) {
    return number.matches("-?[0-9]+(\\.[0-9]+)?")
        ? Double.parseDouble(number)
        : Double.NEGATIVE_INFINITY;
  }

  /** How loud the sound was that was listened to; silent where none was. */
  synchronized Loudness loudness() {
    return new Loudness(integrated, peak);
  }

  private void keep(String complaint) {
    if (complaints.size() == KEPT_COMPLAINTS) {
      complaints.removeFirst();
    }
    complaints.addLast(complaint);
  }

  synchronized Progress progress() {
    return progress;
  }

  /**
   * User and system time as ffmpeg itself counted it at its end; empty before, or if it was killed.
   */
  synchronized OptionalDouble cpuSeconds() {
    return cpuSeconds == null ? OptionalDouble.empty() : OptionalDouble.of(cpuSeconds);
  }

  private void lookForACut(String line) {
    openEnded |= OPEN_ENDED.matcher(line).matches();
    Matcher end = CUT.matcher(line);
    boolean usual = openEnded && line.contains("corrupt input packet");
    if (end.matches() && cut == null && !usual) {
      cut = end.group(1);
    }
    Matcher unread = BROKEN_OFF.matcher(line);
    if (unread.matches()) {
      brokenOff = unread.group(1);
    }
  }

  private void lookForHardware(String line) {
    Matcher complaint = HARDWARE.matcher(line);
    if (hardware == null && complaint.matches()) {
      hardware = Sanitised.text(complaint.group(1), MAX_COMPLAINT_LENGTH);
    }
  }

  /** The first complaint of an encoder in hardware; empty where there was none. */
  synchronized Optional<String> hardware() {
    return Optional.ofNullable(hardware);
  }

  /** Whether it said that there is an output without anything in it, which may have a head. */
  synchronized boolean saysEmpty() {
    return empty;
  }

  /** By which words the source was found to be cut or damaged; empty where it was not. */
  synchronized Optional<String> cut() {
    return Optional.ofNullable(cut);
  }

  /** Why the source could not be read to its end; empty where it was, or is cut itself. */
  synchronized Optional<String> brokenOff() {
    return Optional.ofNullable(brokenOff);
  }

  /** The last errors, fit to be shown to a client. */
  synchronized Optional<String> lastWords() {
    return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", complaints));
  }

  /**
   * Text of a child process made fit for a client: printable, short, without addresses, tokens and
   * paths.
   */
  private static final class Sanitised {
    private static final Pattern ADDRESS = Pattern.compile("[a-z]{2,8}:/[^\\s']*");
    private static final Pattern PATH = Pattern.compile("(?<![\\w.])/[^\\s':]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private Sanitised() {}

    static String text(String raw, int maxLength) {
      String shown = ADDRESS.matcher(raw).replaceAll("(source)");
      shown = PATH.matcher(shown).replaceAll("(path)");
      shown = UNPRINTABLE.matcher(shown).replaceAll("?");
      return shown.length() <= maxLength ? shown : shown.substring(0, maxLength) + "...";
    }
  }
}
