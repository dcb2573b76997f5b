package io.mediarouter.harness.bench.estimate;

import java.util.Locale;

/** A column of a file of recorded tasks. */
enum TaskColumn {
  ASSET("name of the source; its own earlier tasks tell most"),
  SEGMENT("which piece of the source, counted from its start"),
  OPERATION("name of a kind of conversion"),
  SPEED("effort of the encoder, any name"),
  SERVER("where it ran; each server's cost is learned"),
  SOURCE_CODEC("codec of the source, any name"),
  SOURCE_WIDTH("pixels"),
  SOURCE_HEIGHT("pixels"),
  SOURCE_FPS("frames per second"),
  SOURCE_BIT_RATE("bits per second"),
  SOURCE_DURATION("seconds"),
  START("where the piece starts in the source, seconds"),
  DURATION("length of the piece, seconds; unknown = all of the source"),
  FORMAT("container that is made, any name"),
  VCODEC("codec of the picture that is made, any name"),
  ACODEC("codec of the sound that is made, any name"),
  WIDTH("pixels"),
  HEIGHT("pixels"),
  FPS("frames per second"),
  VB("bits per second of the picture that is made"),
  AB("bits per second of the sound that is made"),
  CPU_SECONDS("what it cost, core-seconds"),
  WALL_SECONDS("how long it ran, seconds"),
  LOAD("cores it kept busy; with wall_seconds the cost where cpu_seconds is unknown");

  private final String meaning;

  TaskColumn(String meaning) {
    this.meaning = meaning;
  }

  /** Its name in a file's header. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }
}
