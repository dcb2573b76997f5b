package io.mediarouter.vertx.config.servers;

import org.jspecify.annotations.Nullable;

/**
 * The resources of a transcoding server as URI templates (RFC 6570), relative to the server's URL.
 *
 * @param transcode streams a rendition; variables are {@code source}, the rendition's parameters,
 *     {@code speed} and {@code task}
 * @param probe tells the properties of a {@code source} as JSON; null = the server does not probe
 * @param load tells the server's load, of whatever role; null = the server has no such resource
 * @param task a running task by its {@code id}; DELETE ends it
 * @param many makes several renditions of one source with one decode; null = the server makes one
 *     at a time
 * @param segments makes segments of one track of a stream in a row; variables are {@code source},
 *     the track's parameters, {@code rate}, {@code frames}, {@code total}, {@code first}, {@code
 *     count}, {@code speed} and {@code task}; null = the server makes none
 */
public record TranscodingResources(
    String transcode,
    @Nullable String probe,
    @Nullable String load,
    String task,
    @Nullable String many,
    @Nullable String segments) {
  public static final String DEFAULT_TRANSCODE =
      "transcode{?source,format,vcodec,acodec,width,height,fit,fps,vb,ab,t,start,duration,loudness,every,tiles,track,speed,task}";
  public static final String DEFAULT_PROBE = "probe{?source}";
  public static final String DEFAULT_LOAD = "load";
  public static final String DEFAULT_TASK = "tasks/{id}";
  public static final String DEFAULT_SEGMENTS =
      "segments{?source,vcodec,width,height,vb,level,acodec,ab,channels,track,rate,frames,total,first,count,speed,task}";

  public static final TranscodingResources DEFAULT =
      new TranscodingResources(
          DEFAULT_TRANSCODE, DEFAULT_PROBE, DEFAULT_LOAD, DEFAULT_TASK, null, DEFAULT_SEGMENTS);
}
