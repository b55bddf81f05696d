// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PROCESS_HPP
#define WEBAPP_PROCESS_HPP

namespace webapp {

/// Makes this process one that keeps secrets: no core file, nobody but its user looks into it, its files are for its owner
/// only, standard streams that were closed stay out of the way of files, and a reader that has gone is an error of the stream.
void harden_process();

/// Lets it have as many open files as its limit can be raised to: each connection is one.
void raise_file_limit();

/// Keeps its memory small: what few threads free goes back to the system.
void trim_memory();

} // namespace webapp

#endif
