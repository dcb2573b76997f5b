package io.mediarouter.harness.farm.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FfmpegLogTest {
  private final FfmpegLog log = new FfmpegLog();

  @Test
  void accept_progressDurationAndBenchmark_areRead() {
    log.accept("[info]   Duration: 00:01:10.50, start: 0.000000, bitrate: 2457 kb/s");
    log.accept("out_time_us=2500000");
    log.accept("[info] bench: utime=1.156s stime=0.057s rtime=0.855s");

    assertThat(log.progress()).isEqualTo(new Progress(2.5, 70.5));
    assertThat(log.cpuSeconds().orElseThrow()).isCloseTo(1.213, within(1e-9));
    assertThat(log.lastWords()).isEmpty();
  }

  @Test
  void accept_unknownValues_areIgnored() {
    log.accept("out_time_us=N/A");
    log.accept("[info]   Duration: N/A, start: 0.000000");
    log.accept("[info]     title           : bench: utime=99s stime=99s rtime=1s");

    assertThat(log.progress()).isEqualTo(Progress.NONE);
    assertThat(log.cpuSeconds()).isEmpty();
  }

  @Test
  void lastWords_areTheErrorsWithoutAddressesAndPaths() {
    log.accept("[mov,mp4 @ 0x55dad056e5c0] [error] moov atom not found");
    log.accept(
        "[error] http://127.0.0.1:99/source-gate/abc: Invalid data found, see /etc/passwd \u0007");

    assertThat(log.lastWords())
        .contains("moov atom not found; (source) Invalid data found, see (path) ?");
  }

  @Test
  void processTimes_nameWithBlanksAndParentheses_isCountedFromBehind() {
    String stat = "12 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 1 0 100";

    assertThat(ProcessTimes.parse(stat)).isEqualTo(OptionalDouble.of(3.0));
    assertThat(ProcessTimes.parse("12 (a) S 1")).isEmpty();
  }

  @Test
  void cutSource_isFoundByWhatIsSaidOfIt_butNotInARecording() {
    FfmpegLog cut = new FfmpegLog();
    cut.accept("[info] Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'http://127.0.0.1/a':");
    cut.accept("[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5] [error] stream 0, offset 0x61b0e: partial file");
    FfmpegLog recording = new FfmpegLog();
    recording.accept("[info] Input #0, mpegts, from 'http://127.0.0.1/a':");
    recording.accept("[warning] http://127.0.0.1/a: corrupt input packet in stream 0");

    assertThat(cut.cut()).contains("partial file");
    assertThat(recording.cut()).isEmpty();
  }

  /**
   * It makes what it has and ends with code 0, as with a source that is cut: but this one is not.
   */
  @Test
  void sourceThatCouldNotBeReadOn_isToldFromOneThatIsCut() {
    var log = new FfmpegLog();

    log.accept(
        "[in#0/mov,mp4,m4a,3gp,3g2,mj2 @ 0x5] [error] Error during demuxing: Connection timed out");

    assertThat(log.brokenOff()).contains("Connection timed out");
    assertThat(log.cut()).isEmpty();
  }
}
