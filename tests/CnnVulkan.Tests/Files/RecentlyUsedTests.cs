using CnnVulkan.Files;

namespace CnnVulkan.Tests.Files;

public sealed class RecentlyUsedTests
{
    private sealed class Item(string name, List<string> freed) : IDisposable
    {
        public bool MayGo { get; set; } = true;

        public string Name => name;

        public void Dispose() => freed.Add(name);
    }

    [Fact]
    public void What_was_used_longest_ago_goes_unless_it_may_not()
    {
        var freed = new List<string>();
        var kept = new RecentlyUsed<int, Item>(2, item => item.MayGo);
        Item one = Add(1), two = Add(2);
        Assert.Same(one, kept.Find(1));
        Add(3);
        Assert.Equal(["2"], freed);
        Assert.Null(kept.Find(2));
        one.MayGo = false;
        Add(4);
        Assert.Equal(["2", "3"], freed);
        Assert.Same(one, kept.Find(1));
        kept.Find(4)!.MayGo = false;
        Add(5);
        Assert.Equal(3, kept.Count);
        Assert.Equal("5", kept.Last!.Name);
        kept.Remove(key => key < 5);
        Assert.Equal(["2", "3", "4", "1"], freed.Take(2).Concat(freed.Skip(2).OrderDescending()));
        kept.Clear();
        Assert.Equal(5, freed.Count);
        Assert.Equal("2", two.Name);

        Item Add(int key)
        {
            kept.MakeRoom();
            var item = new Item($"{key}", freed);
            kept.Add(key, item);
            return item;
        }
    }
}
