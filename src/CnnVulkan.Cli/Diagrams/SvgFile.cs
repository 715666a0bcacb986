using System.Globalization;
using System.Text;
using System.Xml;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Cli.Diagrams;

/// <summary>Writes a drawing as SVG 1.1.</summary>
internal static class SvgFile
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>Of monospaced fonts: a character of 10 units is about 6 wide; textLength makes it exact.</summary>
    private const int FontSize = 10;

    public static void Save(Drawing drawing, Stream stream)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " " });
        xml.WriteStartElement("svg", Namespace);
        Write(xml, ("width", drawing.Width), ("height", drawing.Height));
        xml.WriteAttributeString("viewBox", $"0 0 {Number(drawing.Width)} {Number(drawing.Height)}");
        xml.WriteAttributeString("font-family", "'DejaVu Sans Mono', Menlo, Consolas, monospace");
        Write(xml, new Drawing.Box(0, 0, drawing.Width, drawing.Height, 0, KindStyle.Paper));
        foreach (Drawing.Shape shape in drawing.Shapes)
            Write(xml, shape);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Drawing.Shape shape)
    {
        switch (shape)
        {
            case Drawing.Box box:
                xml.WriteStartElement("rect", Namespace);
                Write(xml, ("x", box.Left), ("y", box.Top), ("width", box.Width), ("height", box.Height), ("rx", box.Radius));
                xml.WriteAttributeString("fill", Hex(box.Fill));
                if (box.Border is { } border)
                    xml.WriteAttributeString("stroke", Hex(border));
                if (box.Hint is { } hint)
                    xml.WriteElementString("title", Namespace, Clean(hint));
                xml.WriteEndElement();
                break;
            case Drawing.Curve curve:
                xml.WriteStartElement("path", Namespace);
                xml.WriteAttributeString("d", $"M{Pair(curve.Start)}" + string.Concat(curve.Parts.Select(p => (p.Points.Length == 1 ? "L" : "C") + string.Join(' ', p.Points.Select(Pair)))));
                xml.WriteAttributeString("fill", "none");
                xml.WriteAttributeString("stroke", Hex(curve.Color));
                Write(xml, ("stroke-width", curve.Thickness));
                xml.WriteEndElement();
                break;
            case Drawing.Arrow arrow:
                xml.WriteStartElement("path", Namespace);
                double half = arrow.Size / 2, up = arrow.Tip.Y - arrow.Size;
                xml.WriteAttributeString("d", $"M{Pair(arrow.Tip)}L{Pair(new(arrow.Tip.X - half, up))}L{Pair(new(arrow.Tip.X + half, up))}Z");
                xml.WriteAttributeString("fill", Hex(arrow.Color));
                xml.WriteEndElement();
                break;
            case Drawing.Text text:
                xml.WriteStartElement("text", Namespace);
                Write(xml, ("x", text.Left), ("y", text.Top + PixelFont.Height * text.Scale), ("font-size", FontSize * text.Scale), ("textLength", text.Width));
                xml.WriteAttributeString("fill", Hex(text.Color));
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(Clean(text.Content));
                xml.WriteEndElement();
                break;
        }
    }

    private static void Write(XmlWriter xml, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        foreach ((string name, double value) in attributes)
            xml.WriteAttributeString(name, Number(value));
    }

    /// <summary>Names in files may hold characters that XML cannot.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));

    private static string Pair(DiagramPoint point) => $"{Number(point.X)} {Number(point.Y)}";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Hex(Color color) => $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";
}
