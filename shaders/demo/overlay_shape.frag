#version 450
// One pixel of a shape of the overlay. CPU drivers run every branch for every pixel: letters and pictures have shaders of their own.
#extension GL_GOOGLE_include_directive : require
#include "overlay.glsl"

const uint FILL = 0;
const uint STROKE = 1;
const uint PANEL = 2;
const uint LINE = 6;
const uint AREA = 7;

float segment(vec2 pixel, vec2 a, vec2 b)
{
    vec2 way = b - a;
    float along = clamp(dot(pixel - a, way) / max(dot(way, way), 1e-6), 0.0, 1.0);
    return length(pixel - a - way * along);
}

// Bottom to top: the shadow (soft to both sides of the edge by shape.y, below the panel by shape.z), the ground, its edge.
vec4 panel(vec2 pixel, vec4 ground, vec4 edge)
{
    float shaded = rounded(pixel - vec2(0.0, shape.z), uv, shape.x);
    vec4 result = multiplied(unpackUnorm4x8(paint.w)) * (1.0 - smoothstep(-shape.y, shape.y, shaded));
    float d = rounded(pixel, uv, shape.x);
    vec4 over = multiplied(ground) * coverage(d);
    result = over + result * (1.0 - over.a);
    over = multiplied(edge) * min(coverage(d), coverage(-d - shape.w));
    return over + result * (1.0 - over.a);
}

void main()
{
    vec2 pixel = gl_FragCoord.xy;
    vec4 top = unpackUnorm4x8(paint.x);
    vec4 bottom = unpackUnorm4x8(paint.y);
    uint kind = paint.z;
    if (kind == PANEL) {
        color = panel(pixel, top, bottom);
        return;
    }
    vec4 result = mix(top, bottom, clamp((pixel.y - rect.y) / rect.w, 0.0, 1.0));
    if (kind == FILL) {
        result.a *= coverage(rounded(pixel, rect, shape.x));
    } else if (kind == STROKE) {
        float d = rounded(pixel, rect, shape.x);
        result.a *= min(coverage(d), coverage(-d - shape.y));
    } else if (kind == LINE) {
        result.a *= coverage(segment(pixel, uv.xy, uv.zw) - shape.y * 0.5);
    } else {
        // A piece of a graph. Its sides are not softened: the next piece begins there.
        float height = mix(uv.x, uv.y, clamp((pixel.x - rect.x) / rect.z, 0.0, 1.0));
        if (kind == AREA)
            result.a *= clamp(pixel.y - height + 0.5, 0.0, 1.0);
        else
            result.a *= coverage(abs(pixel.y - height) * rect.z / length(vec2(rect.z, uv.y - uv.x)) - shape.y * 0.5);
    }
    color = multiplied(result);
}
