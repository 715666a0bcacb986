using System.Globalization;
using CnnVulkan.Files;

namespace CnnVulkan.Models;

/// <summary>Parses the Python dictionary in a NumPy header: texts, truth values and a tuple of integers, nothing else.</summary>
internal sealed class NpyHeaderParser(string text, ModelSource source)
{
    private int _position;
    private string? _type;
    private bool? _fortranOrder;
    private long[]? _shape;

    public NpyHeader Parse()
    {
        Expect('{');
        while (!TryTake('}'))
        {
            string key = TakeText();
            Expect(':');
            TakeValue(key);
            if (!TryTake(',') && Peek() != '}')
                throw Error("a comma or a brace was expected");
        }
        if (Peek() != '\0')
            throw Error("something follows the closing brace");
        if (_type is null || _fortranOrder is not { } fortranOrder || _shape is null)
            throw Error("descr, fortran_order or shape is missing");
        (RawType type, bool bigEndian) = ParseType(_type);
        return new NpyHeader(type, bigEndian, fortranOrder, _shape);
    }

    private void TakeValue(string key)
    {
        switch (key)
        {
            case "descr":
                if (Peek() is not ('\'' or '"'))
                    throw source.Error("the elements are of a structured type; only plain numbers and truth values can be read.");
                _type = TakeText();
                break;
            case "fortran_order":
                _fortranOrder = TryTakeWord("True") || (TryTakeWord("False") ? false : throw Error("True or False was expected"));
                break;
            case "shape":
                _shape = TakeTuple();
                break;
            default:
                throw Error($"the key {ModelSource.Quote(key)} is unknown");
        }
    }

    private (RawType Type, bool BigEndian) ParseType(string type)
    {
        char order = type.Length > 0 ? type[0] : '\0';
        RawType? raw = type.Length < 2 ? null : type[1..] switch
        {
            "f2" => RawType.Float16,
            "f4" => RawType.Float32,
            "f8" => RawType.Float64,
            "i1" => RawType.Int8,
            "i2" => RawType.Int16,
            "i4" => RawType.Int32,
            "i8" => RawType.Int64,
            "u1" => RawType.UInt8,
            "u2" => RawType.UInt16,
            "u4" => RawType.UInt32,
            "u8" => RawType.UInt64,
            "b1" => RawType.Bool,
            _ => null,
        };
        if (raw is not { } known || order is not ('<' or '>' or '|' or '='))
            throw source.Error($"the elements are of type {ModelSource.Quote(type)}; f2, f4, f8, i1 to i8, u1 to u8 and b1 can be read.");
        return (known, order == '>');
    }

    private long[] TakeTuple()
    {
        var extents = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            extents.Add(TakeInteger());
            if (!TryTake(',') && Peek() != ')')
                throw Error("a comma or a parenthesis was expected");
        }
        return [.. extents];
    }

    private long TakeInteger()
    {
        Peek();
        int start = _position;
        while (_position < text.Length && text[_position] is >= '0' and <= '9')
            _position++;
        if (!long.TryParse(text[start.._position], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            throw Error("an extent from 0 to 2^63 - 1 was expected");
        // Python 2 wrote long integers with an L behind.
        if (_position < text.Length && text[_position] == 'L')
            _position++;
        return value;
    }

    private string TakeText()
    {
        char quote = Peek();
        if (quote is not ('\'' or '"'))
            throw Error("a text in quotes was expected");
        int end = text.IndexOf(quote, _position + 1);
        if (end < 0)
            throw Error("a text does not end");
        string taken = text[(_position + 1)..end];
        _position = end + 1;
        return taken;
    }

    private bool TryTakeWord(string word)
    {
        Peek();
        if (string.CompareOrdinal(text, _position, word, 0, word.Length) != 0)
            return false;
        _position += word.Length;
        return true;
    }

    private bool TryTake(char c)
    {
        if (Peek() != c)
            return false;
        _position++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
            throw Error($"'{c}' was expected");
    }

    /// <summary>The next character that is not white space; NUL at the end.</summary>
    private char Peek()
    {
        while (_position < text.Length && text[_position] is ' ' or '\n' or '\r' or '\t')
            _position++;
        return _position < text.Length ? text[_position] : '\0';
    }

    private ModelFormatException Error(string what) => source.Error($"the header is damaged at character {_position}: {what}.");
}
