package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters that bring pictures of high dynamic range or wide gamut into BT.709: {@code zscale}
 * where ffmpeg has it, else a table. Thread-safe.
 */
final class ToneMapping {
  private static final int TIMEOUT_SECONDS = 20;

  private final Ffmpeg tools;
  private final Map<ToneCube, Path> files = new EnumMap<>(ToneCube.class);
  private @Nullable Boolean zscale;

  ToneMapping(Ffmpeg tools) {
    this.tools = tools;
  }

  /**
   * Scales to that size and maps; what comes out is {@code yuv420p} in BT.709 and limited range.
   * The mapping comes last, when there are fewer pixels.
   */
  String filters(PictureColours colours, ToneCube cube, String scale) {
    // The light of HLG depends on all components at once, which zscale does not do.
    return cube == ToneCube.PQ && hasZscale()
        ? scale
            + ",setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range="
            + colours.range()
            + ",zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709"
            + ",tonemap=mobius:param=0.75:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
        : scale
            + ":in_color_matrix=bt2020:in_range="
            + colours.range()
            + ":out_range=pc,format=gbrp10le,lut3d=file='"
            + file(cube)
            + "':interp=tetrahedral,scale=out_color_matrix=bt709:in_range=pc:out_range=tv"
            + ",format=yuv420p";
  }

  private synchronized boolean hasZscale() {
    if (zscale == null) {
      zscale = look();
    }
    return zscale;
  }

  private boolean look() {
    try {
      String program = tools.ffmpeg().toString();
      return ToolRun.of(List.of(program, "-hide_banner", "-filters"), TIMEOUT_SECONDS)
          .output()
          .contains(" zscale ");
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized Path file(ToneCube cube) {
    return files.computeIfAbsent(cube, ToneMapping::written);
  }

  private static Path written(ToneCube cube) {
    try {
      Path file = Files.createTempFile("media-router-tones-", ".cube");
      file.toFile().deleteOnExit();
      return Files.writeString(file, cube.text());
    } catch (IOException e) {
      throw new UncheckedIOException("the table of tones cannot be written", e);
    }
  }
}
