import type { Dialect } from './types.ts';

/** pcap2har, from a capture of packets: what was encrypted, or never got a response, is not in it. */
export const pcap2har: Dialect = {
  id: 'pcap2har',
  title: 'pcap2har',
  wrote: (creator) => creator.startsWith('pcap2har'),
  source: 'unknown',
};
