// picture[tile m, pixel] = viridis((mean of the map's elements under the pixel - min) / (max - min)); transparent in the gaps.
//
// One invocation colours one pixel. Tiles lie row by row, a gap after each.
//   maps    [tiles, map_height, map_width]  activation maps, element `base` being the first
//   ranges  [tiles, 2]                      least and greatest element of each, from map_range, `range_base` being the first
//   picture                                 the part of size `width` × `height` from (`left`, `top`) on is written, all of it
// Assumes: a tile is no larger than a map, so that at least one element lies under each pixel.
// variants: f32 f16
#version 450
#extension GL_GOOGLE_include_directive : require
#include "element.glsl"
#include "colormap.glsl"

layout(local_size_x = 8, local_size_y = 8) in;

layout(binding = 0, set = 0) readonly buffer Maps { ELEMENT maps[]; };
layout(binding = 0, set = 1) readonly buffer Ranges { vec2 ranges[]; };
layout(binding = 0, set = 2, rgba8) writeonly uniform image2D picture;

layout(push_constant) uniform Push {
    uint base;
    uint range_base;
    uint left;
    uint top;
    uint width;
    uint height;
    uint map_width;
    uint map_height;
    // Whether the picture's first row is the lowest.
    uint flip;
    uint tiles;
    uint columns;
    uint tile_width;
    uint tile_height;
    uint gap;
} p;

float mean_under(uint start, uvec2 pixel)
{
    uvec2 size = uvec2(p.map_width, p.map_height), tile = uvec2(p.tile_width, p.tile_height);
    uvec2 first = pixel * size / tile;
    uvec2 end = max((pixel + 1) * size / tile, first + 1);
    float sum = 0.0;
    for (uint y = first.y; y < end.y; y++) {
        for (uint x = first.x; x < end.x; x++)
            sum += float(maps[start + y * p.map_width + x]);
    }
    return sum / float((end.x - first.x) * (end.y - first.y));
}

void main()
{
    uvec2 at = gl_GlobalInvocationID.xy;
    if (at.x >= p.width || at.y >= p.height)
        return;
    uvec2 step = uvec2(p.tile_width, p.tile_height) + p.gap;
    uint column = at.x / step.x, tile = at.y / step.y * p.columns + column;
    uvec2 pixel = at % step;
    vec4 color = vec4(0.0);
    if (column < p.columns && tile < p.tiles && pixel.x < p.tile_width && pixel.y < p.tile_height) {
        vec2 range = ranges[p.range_base + tile];
        float value = mean_under(p.base + tile * p.map_width * p.map_height, pixel);
        float span = range.y - range.x;
        // A map that is the same everywhere shows the colour of its sign's end: silent is dark.
        float t = span > 0.0 ? (value - range.x) / span : (range.x > 0.0 ? 1.0 : 0.0);
        color = vec4(viridis(is_finite(t) ? clamp(t, 0.0, 1.0) : 1.0), 1.0);
    }
    uint row = p.flip == 1 ? p.height - 1 - at.y : at.y;
    imageStore(picture, ivec2(uvec2(at.x, row) + uvec2(p.left, p.top)), color);
}
