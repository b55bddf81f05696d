// SPDX-License-Identifier: BSL-1.0
// Whatever this program and the libraries it loads free is overwritten first: bodies of requests, what is parsed of them, texts on
// their way between, coroutines that held them. None of these types can say that it holds a password (OWASP ASVS 5.0 V11.7.1).
//
// Sanitizers watch over freed memory themselves, and replace these functions.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <malloc.h>
#include <string.h> // NOLINT: explicit_bzero(3)

#include <cstdlib>
#include <new>

namespace {

void wipe_and_free(void* memory) noexcept
{
    if (memory == nullptr) return;
    explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory); // libstdc++'s operator new, of every alignment, takes from malloc(3) or aligned_alloc(3)
}

} // namespace

void operator delete(void* memory) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { wipe_and_free(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { wipe_and_free(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { wipe_and_free(memory); }

#endif
