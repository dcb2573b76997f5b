package io.mediarouter.farm;

/**
 * What one proxy still has under way with a server that is on its way out of use.
 *
 * @param serverId which
 * @param order the version of the row by which the proxy knows it: from then on the proxy begins
 *     nothing that the row forbids
 * @param work calls that are no deliveries: transcodes, uploads
 * @param deliveries what is being delivered from it
 * @param copies renditions that only it holds; -1 = this proxy does not know
 */
public record Occupancy(String serverId, long order, int work, int deliveries, int copies) {
  /** Of a proxy that does not copy. */
  public static final int UNKNOWN = -1;
}
