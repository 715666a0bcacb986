namespace CnnVulkan.Tests.Models;

public sealed class LabelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("l.txt", "cat\ndog\n")]
    [InlineData("l.txt", "\uFEFFcat\r\n  dog\r\n\r\n\n")]
    [InlineData("l.json", """["cat", "dog"]""")]
    [InlineData("l.json", """{ "1": "dog", "0": "cat" }""")]
    [InlineData("l.json", """{ "model_type": "x", "id2label": { "0": "cat", "1": "dog" } }""")]
    public void Labels_in_all_their_forms(string name, string text) => Assert.Equal(["cat", "dog"], LabelFile.Read(_folder.Write(name, text)));

    [Fact]
    public void An_empty_line_in_between_is_a_class_without_a_name()
        => Assert.Equal(["cat", "", "dog"], LabelFile.Read(_folder.Write("l.txt", "cat\n\ndog\n")));

    [Theory]
    [InlineData("l.txt", "", "0 bytes")]
    [InlineData("l.txt", "\n \n", "no label")]
    [InlineData("l.json", "{}", "names no class")]
    [InlineData("l.json", "[]", "a list of labels")]
    [InlineData("l.json", "[1]", "'[0]' is '1', but a text was expected")]
    [InlineData("l.json", """{ "0": "cat", "2": "dog" }""", "names 2 classes, but not class 1")]
    [InlineData("l.json", """{ "2147483647": "cat" }""", "not class 0")]
    [InlineData("l.json", """{ "0": "cat", "0": "dog" }""", "class 0 twice")]
    [InlineData("l.json", """{ "first": "cat" }""", "'first' is not an index")]
    [InlineData("l.json", """["\ud800"]""", "not valid text")]
    [InlineData("l.json", "[", "cannot be read")]
    public void Damaged_files_are_refused(string name, string text, string expected)
    {
        string path = _folder.Write(name, text);
        string message = Assert.Throws<ModelFormatException>(() => LabelFile.Read(path)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Bytes_that_are_not_text_and_missing_files_are_refused()
    {
        Assert.Contains("not UTF-8", Assert.Throws<ModelFormatException>(() => LabelFile.Read(_folder.Write("l.txt", [0xFF, 0xFE, 0xFD]))).Message);
        Assert.Contains("no such file", Assert.Throws<ModelFormatException>(() => LabelFile.Read(_folder["none.txt"])).Message);
        Assert.Contains("no such file", Assert.Throws<ModelFormatException>(() => LabelFile.Read(_folder["none.json"])).Message);
    }

    [Fact]
    public void A_wrong_number_of_labels_is_refused_with_both_numbers()
    {
        Labels labels = LabelFile.Read(_folder.Write("l.txt", "cat\ndog\n"));
        labels.Check(2);
        string message = Assert.Throws<ModelFormatException>(() => labels.Check(1000)).Message;
        Assert.StartsWith($"{_folder["l.txt"]}: it names 2 classes, but the network gives 1000 scores", message);
    }
}
