// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_TABLE_HPP
#define MULTIPOST_CLI_TABLE_HPP

#include "cli/style.hpp"

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace multipost::cli {

/// Rows whose columns stand below each other, two blanks apart. Cells are safe for a terminal already.
class table
{
public:
    explicit table(std::vector<std::string> heads) : heads_(std::move(heads)) {}

    struct cell
    {
        cell(std::string plain) : text(std::move(plain)) {}
        cell(std::string plain, std::string with_colors) : text(std::move(plain)), shown(std::move(with_colors)) {}

        std::string text;
        std::string shown{text}; ///< the same with colours, which take no room
    };

    void add(std::vector<cell> row) { rows_.push_back(std::move(row)); }
    [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

    /// The heads, then the rows.
    void print(std::ostream& out, const style& colors) const;

private:
    std::vector<std::string> heads_;
    std::vector<std::vector<cell>> rows_;
};

} // namespace multipost::cli

#endif
