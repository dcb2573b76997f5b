package io.mediarouter.harness.simulator.day;

/**
 * A farm and its audience.
 *
 * @param servers transcoding servers, at least 1
 * @param cores of each, at least 4
 * @param titles in the catalogue at the beginning, at least 1
 * @param newTitles that come each day, at least 0
 * @param viewings begun each day, at least 1; a viewing asks for one piece or several
 * @param room gigabytes that the distribution servers have room for, above 0
 * @param warmUpDays days before the one that is measured, at least 0
 * @param tolerant share of viewers that accept a near match, 0..1
 * @param hevc share of viewers whose players ask for HEVC, 0..1
 * @param announcing share of players that announce the next piece, 0..1
 * @param seed of all chance
 */
record DayScenario(
    int servers,
    double cores,
    int titles,
    int newTitles,
    int viewings,
    double room,
    int warmUpDays,
    double tolerant,
    double hevc,
    double announcing,
    long seed) {
  static final double DAY_SECONDS = 86_400;

  DayScenario {
    require(servers >= 1, "servers", servers, ">= 1");
    require(cores >= 4, "cores", cores, ">= 4");
    require(titles >= 1, "titles", titles, ">= 1");
    require(newTitles >= 0, "newTitles", newTitles, ">= 0");
    require(viewings >= 1, "viewings", viewings, ">= 1");
    require(room > 0, "room", room, "> 0");
    require(warmUpDays >= 0, "warmUpDays", warmUpDays, ">= 0");
    require(tolerant >= 0 && tolerant <= 1, "tolerant", tolerant, "0..1");
    require(hevc >= 0 && hevc <= 1, "hevc", hevc, "0..1");
    require(announcing >= 0 && announcing <= 1, "announcing", announcing, "0..1");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  double measuredFrom() {
    return warmUpDays * DAY_SECONDS;
  }

  double end() {
    return (warmUpDays + 1) * DAY_SECONDS;
  }

  long roomBytes() {
    return Math.round(room * 1e9);
  }

  double capacityCores() {
    return servers * cores;
  }
}
